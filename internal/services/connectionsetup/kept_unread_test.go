// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// brokenVault is a private state that cannot be read, or holds what no version has written.
type brokenVault struct {
	text string
	err  error
}

func (v brokenVault) Private(context.Context, string) ([]byte, error)  { return []byte(v.text), v.err }
func (v brokenVault) SetPrivate(context.Context, string, []byte) error { return v.err }

// TestKept_unread turns no connection on without the settings that a failed update kept: enabling would reset them for good.
func TestKept_unread(t *testing.T) {
	t.Parallel()
	const company = "000000cc-0000-4000-8000-000000000001"
	root := &url.URL{Scheme: "https", Host: "bc.example", Path: "/v2.0/tenant/Production"}
	network := transporttest.NewNetworkFunc(func(_ int, r *http.Request) transporttest.Answer {
		if strings.HasSuffix(r.URL.Path, "/connectors") {
			return transporttest.Answer{Body: `{"value":[{"id":"` + company + `","version":"1.1.0.0"}]}`}
		}
		return transporttest.Answer{Body: `{"value":[]}`}
	})
	client, err := transport.New(transport.Options{Service: "Business Central", Origin: root, Transporter: network, Clock: transporttest.NewClock()})
	if err != nil {
		t.Fatal(err)
	}
	s := newSetups(framework.NewClients(framework.ClientSet{BusinessCentral: bc.New(client, root, "test", "")}), company)
	if _, err := s.mappings.withKept(t.Context(), false); err != nil {
		t.Fatalf("without a vault: %v", err)
	}
	unread := errors.New("unread")
	for name, v := range map[string]brokenVault{"unread": {err: unread}, "no JSON": {text: "no JSON"}, "nothing": {}} {
		s.mappings.vault = v
		if _, err := s.mappings.withKept(t.Context(), false); (err == nil) != (name == "nothing") || v.err != nil && !errors.Is(err, unread) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
