// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package bulk

import (
	"context"
	"errors"
	"sync"
)

// Once keeps the answer to one question. Callers at the same time share the request; an error is not kept. The zero value is
// ready, and safe for concurrent use.
type Once[V any] struct {
	mu      sync.Mutex
	known   bool
	answer  V
	running *question[V]
}

type question[V any] struct {
	crowd  crowd
	done   chan struct{}
	answer V
	err    error
}

// Get returns the answer, and asks for it when it is not known. The request ends with the last of the callers who wait for it,
// so that no caller depends on another one's context. Errors name the request, such as "GET WhoAmI at Dataverse".
func (o *Once[V]) Get(ctx context.Context, request string, ask func(ctx context.Context) (V, error)) (V, error) {
	for {
		o.mu.Lock()
		if o.known {
			defer o.mu.Unlock()
			return o.answer, nil
		}
		q := o.running
		if q == nil || !q.crowd.join(ctx) {
			q = &question[V]{done: make(chan struct{})}
			q.crowd.join(ctx)
			o.running = q
			go o.ask(q.crowd.start(detach(ctx)), q, ask)
		}
		o.mu.Unlock()
		if err := q.crowd.wait(ctx, q.done, request); err != nil {
			var none V
			return none, err
		}
		if q.err == nil || ctx.Err() != nil || !errors.Is(q.err, context.DeadlineExceeded) {
			return q.answer, q.err
		}
		// The request had the time of those who came earlier.
	}
}

func (o *Once[V]) ask(ctx context.Context, q *question[V], ask func(ctx context.Context) (V, error)) {
	defer q.crowd.end()
	q.answer, q.err = ask(ctx)
	o.mu.Lock()
	defer o.mu.Unlock()
	o.running = nil
	if q.err == nil {
		o.known, o.answer = true, q.answer
	}
	close(q.done)
}

// Put sets the answer to what another answer has shown, so that nobody needs to ask.
func (o *Once[V]) Put(answer V) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.known, o.answer = true, answer
}

// Known returns the answer if it is known.
func (o *Once[V]) Known() (V, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.answer, o.known
}

// Forget makes the next caller ask again, if the answer is one of those to forget.
func (o *Once[V]) Forget(these func(answer V) bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.known && these(o.answer) {
		var none V
		o.answer, o.known = none, false
	}
}
