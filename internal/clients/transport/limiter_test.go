// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// canceling ends the caller's context at the first sleep.
type canceling struct {
	*transporttest.Clock
	cancel context.CancelFunc
}

func (c *canceling) Sleep(ctx context.Context, d time.Duration) error {
	c.cancel()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return c.Clock.Sleep(context.WithoutCancel(ctx), d)
}

// TestACanceledWaitFreesItsPlace: a request that gives up while it waits for the window leaves its place to the next.
func TestACanceledWaitFreesItsPlace(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	f := newFixture(t, func(o *transport.Options) {
		o.Transporter = transporttest.NewNetworkFunc(func(int, *http.Request) transporttest.Answer { return transporttest.Answer{} })
		o.Clock = &canceling{transporttest.NewClock(), cancel}
		o.Limits = transport.Limits{Requests: 1, Window: time.Minute, MaxConcurrent: 1}
	})
	if _, err := f.client.Do(ctx, get("/first")); err != nil {
		t.Fatal(err)
	}
	if _, err := f.client.Do(ctx, get("/second")); !errors.Is(err, context.Canceled) {
		t.Fatalf("the second request did not wait for the window: %v", err)
	}
	third, stop := context.WithTimeout(t.Context(), 5*time.Second)
	defer stop()
	if _, err := f.client.Do(third, get("/third")); err != nil {
		t.Errorf("the place of a canceled request stays taken: %v", err)
	}
}
