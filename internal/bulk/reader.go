// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package bulk lets many look-ups of single rows share few requests.
//
// Terraform refreshes each object by itself. Asked one by one, a thousand objects cost a thousand requests; read as a
// whole, they cost one page. A [Reader] starts with requests for just the rows that are asked for, joining look-ups that
// wait at the same time, so that a state with one object never reads a large table. Once many distinct rows were asked
// for it reads the whole table and answers from that for a short while.
package bulk

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"
)

// Source says how rows are read.
type Source[K comparable, V any] struct {
	// Some reads the rows with the keys in one request; keys without a row are left out of the answer.
	Some func(ctx context.Context, keys []K) (map[K]V, error)
	// All reads all rows.
	All func(ctx context.Context) (map[K]V, error)
	// MaxKeys is the greatest number of keys of one call of Some.
	MaxKeys int
	// WholeFrom is the number of distinct keys after which all rows are read.
	WholeFrom int
	// Fresh is how long an answer of All is used.
	Fresh time.Duration
}

// Reader answers look-ups of single rows from shared reads. It is safe for concurrent use.
type Reader[K comparable, V any] struct {
	source Source[K, V]
	now    func() time.Time

	mu     sync.Mutex
	asked  map[K]struct{}
	dirty  map[K]struct{}
	whole  map[K]V
	readAt time.Time
	queue  []*group[K, V]
	busy   bool
}

// group is a set of look-ups that one read answers.
type group[K comparable, V any] struct {
	keys map[K]struct{}
	done chan struct{}
	rows map[K]V
	err  error
}

// New returns a reader of source.
func New[K comparable, V any](source Source[K, V]) *Reader[K, V] {
	return &Reader[K, V]{source: source, now: time.Now, asked: map[K]struct{}{}, dirty: map[K]struct{}{}}
}

// Get returns the row with the key; found is false when there is none.
func (r *Reader[K, V]) Get(ctx context.Context, key K) (row V, found bool, err error) {
	r.mu.Lock()
	r.asked[key] = struct{}{}
	_, changed := r.dirty[key]
	if !changed && r.fresh() {
		row, found = r.whole[key]
		r.mu.Unlock()
		return row, found, nil
	}
	g := r.join(ctx, key)
	r.mu.Unlock()
	select {
	case <-g.done:
		row, found = g.rows[key]
		return row, found, g.err
	case <-ctx.Done():
		return row, false, ctx.Err()
	}
}

// Forget makes the next look-up of the key ask the service; call it after a write.
func (r *Reader[K, V]) Forget(key K) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dirty[key] = struct{}{}
}

// join adds the key to the group that is read next and starts the reading when nothing is under way. The caller holds
// the lock.
func (r *Reader[K, V]) join(ctx context.Context, key K) *group[K, V] {
	for _, g := range r.queue {
		if _, waiting := g.keys[key]; waiting {
			return g
		}
	}
	last := len(r.queue) - 1
	if last < 0 || len(r.queue[last].keys) >= r.source.MaxKeys {
		r.queue = append(r.queue, &group[K, V]{keys: map[K]struct{}{}, done: make(chan struct{})})
		last++
	}
	g := r.queue[last]
	g.keys[key] = struct{}{}
	if !r.busy {
		r.busy = true
		// The read serves several callers, so none of them may cancel it for the others.
		go r.work(context.WithoutCancel(ctx))
	}
	return g
}

// work reads the waiting groups until there are none.
func (r *Reader[K, V]) work(ctx context.Context) {
	for {
		r.mu.Lock()
		if len(r.queue) == 0 {
			r.busy = false
			r.mu.Unlock()
			return
		}
		g := r.queue[0]
		r.queue = r.queue[1:]
		// A fresh copy of the whole table is at hand when the group holds only rows that were written meanwhile.
		whole := len(r.asked) >= r.source.WholeFrom && !r.fresh()
		r.mu.Unlock()
		if whole {
			r.readAll(ctx, g)
		} else {
			g.rows, g.err = r.source.Some(ctx, slices.Collect(maps.Keys(g.keys)))
		}
		close(g.done)
	}
}

func (r *Reader[K, V]) readAll(ctx context.Context, g *group[K, V]) {
	r.mu.Lock()
	clear(r.dirty) // a write during the read marks its key again
	r.mu.Unlock()
	g.rows, g.err = r.source.All(ctx)
	if g.err != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.whole, r.readAt = g.rows, r.now()
}

// fresh reports whether the copy of the whole table may still be used. The caller holds the lock.
func (r *Reader[K, V]) fresh() bool {
	return r.whole != nil && r.now().Sub(r.readAt) < r.source.Fresh
}
