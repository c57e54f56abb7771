// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"fmt"
	"sync"
)

// Locks serializes work that a service accepts only once at a time, by a key such as an organization's address.
type Locks struct {
	mu   sync.Mutex
	held map[string]chan struct{}
}

func newLocks() *Locks { return &Locks{held: map[string]chan struct{}{}} }

// Lock waits until key is free and returns the function that frees it, or the context's error.
func (l *Locks) Lock(ctx context.Context, key string) (func(), error) {
	l.mu.Lock()
	slot, ok := l.held[key]
	if !ok {
		slot = make(chan struct{}, 1)
		l.held[key] = slot
	}
	l.mu.Unlock()
	select {
	case slot <- struct{}{}:
		return func() { <-slot }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for other work on %s: %w", key, ctx.Err())
	}
}
