// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package bulk

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// crowd is the callers who wait for one request. The request has the latest of their deadlines, and ends when the last of them
// has gone.
type crowd struct {
	mu      sync.Mutex
	waiting int
	// until is the latest deadline; patient is whether somebody has none.
	until   time.Time
	patient bool
	// left is whether everybody has gone: nobody can join any more.
	left   bool
	cancel context.CancelFunc
}

// How long a caller whose context has ended waits for the error of the request, which says more than the context does:
// moments when the request has the same deadline, and a little longer when it was ended by the last caller.
const (
	grace    = 100 * time.Millisecond
	farewell = time.Second
)

// join adds a caller; false when all have gone, and with them the request. A caller who joins when the request has started
// does not extend its time.
func (c *crowd) join(ctx context.Context) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left {
		return false
	}
	c.waiting++
	if deadline, ok := ctx.Deadline(); !ok {
		c.patient = true
	} else if deadline.After(c.until) {
		c.until = deadline
	}
	return true
}

// start returns the context of the request.
func (c *crowd) start(ctx context.Context) context.Context {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.patient {
		ctx, c.cancel = context.WithCancel(ctx)
	} else {
		ctx, c.cancel = context.WithDeadline(ctx, c.until)
	}
	if c.left {
		c.cancel()
	}
	return ctx
}

// end frees what the request's context holds.
func (c *crowd) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cancel != nil {
		c.cancel()
	}
}

// wait returns nil when the request is done, else an error that names the request and wraps that of the caller's context.
func (c *crowd) wait(ctx context.Context, done <-chan struct{}, request string) error {
	select {
	case <-done:
		return nil
	case <-ctx.Done():
	}
	if within(grace, done) || c.leave() && within(farewell, done) {
		return nil
	}
	return fmt.Errorf("%s, which several resources share: %w", request, &transport.EndedError{Waiting: "its answer", Err: ctx.Err()})
}

func within(d time.Duration, done <-chan struct{}) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-done:
		return true
	case <-timer.C:
		return false
	}
}

// leave reports whether the caller was the last, with whom a request under way ends.
func (c *crowd) leave() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiting--
	if c.waiting > 0 {
		return false
	}
	c.left = true
	if c.cancel == nil {
		return false
	}
	c.cancel()
	return true
}
