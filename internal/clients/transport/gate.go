// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"sync"
	"time"
)

// gate is the pause that a 429 imposes on every caller of a service.
type gate struct {
	clock Clock

	mu    sync.Mutex
	until time.Time
}

// closeFor keeps the gate closed for at least d from now.
func (g *gate) closeFor(d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if until := g.clock.Now().Add(d); until.After(g.until) {
		g.until = until
	}
}

// remaining is the time until the gate opens; 0 or less when it is open.
func (g *gate) remaining() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.until.IsZero() {
		return 0
	}
	return g.until.Sub(g.clock.Now())
}

// wait returns when the gate is open. A pause that grows in the meantime is waited for too.
func (g *gate) wait(ctx context.Context) error {
	for {
		d := g.remaining()
		if d <= 0 {
			return ctx.Err()
		}
		if err := g.clock.Sleep(ctx, d); err != nil {
			return err
		}
	}
}
