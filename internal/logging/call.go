// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package logging

import (
	"context"
	"sync/atomic"
	"time"
)

// Call returns the context of one call of Terraform, made by [Start], and what ends the call. After that, the context holds nothing
// any more but what hides secrets in lines.
//
// The framework's server keeps the context of each call as long as it lives, to cancel it when the server is stopped
// (terraform-plugin-framework 1.19.0, internal/proto6server/serve.go, registerContext), and with it what Terraform's libraries put
// there: the loggers and the stream of the call, 12 kB of them. A large plan makes tens of thousands of calls. Where lines are
// written, which is where somebody looks for an error, the context stays as it is: a read that several calls share may log later.
func Call(ctx context.Context) (_ context.Context, end func()) {
	l, _ := of(ctx)
	if !l.silent {
		return ctx, func() {}
	}
	c := &call{done: ctx.Done(), lines: l}
	c.of.Store(&ctx)
	return c, func() { c.of.Store(nil) }
}

// call is a context that lets go of the one that it was made of.
type call struct {
	of    atomic.Pointer[context.Context] // nil after the end
	done  <-chan struct{}
	lines lines
}

// Deadline implements context.Context.
func (c *call) Deadline() (deadline time.Time, ok bool) {
	if of := c.of.Load(); of != nil {
		return (*of).Deadline()
	}
	return deadline, false
}

// Done implements context.Context.
func (c *call) Done() <-chan struct{} { return c.done }

// Err implements context.Context.
func (c *call) Err() error {
	if of := c.of.Load(); of != nil {
		return (*of).Err()
	}
	select {
	case <-c.done:
		return context.Canceled
	default:
		return nil
	}
}

// Value implements context.Context.
func (c *call) Value(key any) any {
	if of := c.of.Load(); of != nil {
		return (*of).Value(key)
	}
	if key == (linesKey{}) {
		return c.lines
	}
	return nil
}
