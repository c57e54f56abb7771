// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"sync"
)

// Operations counts the operations of a run that change something, each of which sends one request of a kind at a time. Terraform
// runs as many of them at a time as -parallelism says, and begins one when another has ended.
type Operations struct {
	mu        sync.Mutex
	now, most int
}

type operationsKey struct{}

// Begin counts one more until end is called. A batch leaves early when each operation has a request waiting in it.
func (o *Operations) Begin(ctx context.Context) (_ context.Context, end func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.now++
	o.most = max(o.most, o.now)
	return context.WithValue(ctx, operationsKey{}, o), func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.now--
	}
}

// operationsOf returns those that the caller is one of; nil for none.
func operationsOf(ctx context.Context) *Operations {
	o, _ := ctx.Value(operationsKey{}).(*Operations)
	return o
}

// allAre reports whether n are as many as there ever were at a time. Fewer may be those that Terraform is about to begin.
func (o *Operations) allAre(n int) bool {
	if o == nil {
		return false
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return n > 1 && n >= o.most
}
