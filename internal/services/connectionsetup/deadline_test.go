// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// silent is a service that never answers.
type silent struct{}

func (silent) Do(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// TestAfterFailureHasAnEnd: what is done after a failure also goes on after an interruption, but does not wait for a Business Central
// that no longer answers.
func TestAfterFailureHasAnEnd(t *testing.T) {
	t.Parallel()
	cause := errors.New("the failure")
	before := customizations{tables: map[string]bc.TableMapping{"CUSTOMER": {Name: "CUSTOMER"}}}
	for name, c := range map[string]struct {
		work   func(ctx context.Context, s setups) error
		within time.Duration
	}{
		"telling":                 {func(ctx context.Context, s setups) error { return s.tell(ctx, cause) }, rollbackTime},
		"turning off and telling": {func(ctx context.Context, s setups) error { return s.bothOff(ctx, cause) }, 2 * rollbackTime},
		"turning Sales off":       {func(ctx context.Context, s setups) error { return s.sales.turnOffAfter(ctx, cause) }, rollbackTime},
		"rescuing":                {func(ctx context.Context, s setups) error { return s.mappings.rescue(ctx, before) }, rollbackTime},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				root := &url.URL{Scheme: "https", Host: "bc.example", Path: "/v2.0/tenant/Production"}
				client, err := transport.New(transport.Options{Service: "Business Central", Origin: root, Transporter: silent{}})
				if err != nil {
					t.Fatal(err)
				}
				s := newSetups(framework.NewClients(framework.ClientSet{BusinessCentral: bc.New(client, root, "0.1.0", "")}), "000000cc-0000-4000-8000-000000000001")
				interrupted, cancel := context.WithCancel(t.Context())
				cancel()
				began := time.Now()
				err = c.work(interrupted, s)
				if took := time.Since(began); err == nil || took < time.Second || took > c.within {
					t.Errorf("after %s: %v", took, err)
				}
			})
		})
	}
}
