// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package bulk lets many look-ups of single rows share few requests.
//
// Terraform refreshes each object on its own. Asked one by one, a thousand objects cost a thousand requests; read as a
// whole, they cost one page. A [Reader] starts with requests for just the rows that are asked for, joining look-ups that
// wait at the same time, so that a state with one object never reads a large table. Once many distinct rows were asked
// for it reads the whole table, or the parts of it that matter, and answers from that for a short while.
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
	// All reads the rows that lie in the parts of the table, or all rows when it gets no parts.
	All func(ctx context.Context, parts []string) (map[K]V, error)
	// Part names the part of the table that a key lies in, such as the team of a membership. All then reads only the
	// parts that keys were asked of, as long as they are at most MaxKeys. Nil for a table that is read as one.
	Part func(key K) string
	// Keep lets the rows that Some read be used as long as those of All: for keys that many look-ups share.
	Keep bool
	// Settled reports whether an answer of All, found or not, may be used as it is; one that is not settled is asked for
	// again. It is for rows that may just have been made or changed by something that calls no Forget. Optional.
	Settled func(row V, found bool) bool
	// MaxKeys is the greatest number of keys of one call of Some.
	MaxKeys int
	// WholeFrom is the number of distinct keys after which All is called.
	WholeFrom int
	// Fresh is how long an answer of All is used.
	Fresh time.Duration
}

// Reader answers look-ups of single rows from shared reads. It is safe for concurrent use.
type Reader[K comparable, V any] struct {
	source Source[K, V]
	now    func() time.Time

	mu    sync.Mutex
	asked map[K]struct{}
	parts map[string]struct{}
	// dirty are the keys that were written, with the number of the write: only a read that began after it has seen it.
	dirty  map[K]int
	writes int
	whole  *holding[K, V]
	kept   map[K]kept[V]
	era    int
	queue  []*group[K, V]
	busy   bool
}

// kept is a row that Some read.
type kept[V any] struct {
	row    V
	readAt time.Time
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
	return &Reader[K, V]{
		source: source, now: time.Now, asked: map[K]struct{}{}, parts: map[string]struct{}{}, dirty: map[K]int{}, kept: map[K]kept[V]{},
	}
}

// Get returns the row with the key; found is false when there is none.
func (r *Reader[K, V]) Get(ctx context.Context, key K) (row V, found bool, err error) {
	r.mu.Lock()
	r.asked[key] = struct{}{}
	if r.source.Part != nil {
		r.parts[r.source.Part(key)] = struct{}{}
	}
	if row, found, known := r.known(key); known {
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
	r.writes++
	r.dirty[key] = r.writes
}

// ForgetAll makes the next look-up of every key ask the service; call it after a write whose reach is not known.
func (r *Reader[K, V]) ForgetAll() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.whole = nil
	clear(r.kept)
	r.era++ // what a read under way brings is not kept
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
		// A fresh copy of the whole table is at hand when the group holds only rows written since it was read.
		whole := len(r.asked) >= r.source.WholeFrom && !r.holdsAll(g.keys)
		era := r.era
		r.mu.Unlock()
		if whole {
			r.readAll(ctx, g, era)
		} else {
			r.readSome(ctx, g, era)
		}
		close(g.done)
	}
}

func (r *Reader[K, V]) readSome(ctx context.Context, g *group[K, V], era int) {
	g.rows, g.err = r.source.Some(ctx, slices.Collect(maps.Keys(g.keys)))
	if g.err != nil || !r.source.Keep {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.era != era {
		return
	}
	for key, row := range g.rows {
		r.kept[key] = kept[V]{row: row, readAt: r.now()}
	}
}

func (r *Reader[K, V]) readAll(ctx context.Context, g *group[K, V], era int) {
	r.mu.Lock()
	seen := r.writes
	copied := &holding[K, V]{}
	if n := len(r.parts); n > 0 && n <= r.source.MaxKeys {
		copied.parts = maps.Clone(r.parts)
	}
	r.mu.Unlock()
	g.rows, g.err = r.source.All(ctx, slices.Sorted(maps.Keys(copied.parts)))
	if g.err != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.era != era {
		return
	}
	copied.rows, copied.readAt = g.rows, r.now()
	r.whole = copied
	// Not before: until then the copy of an earlier read, of other parts, may still be fresh, and answers without the writes.
	for key, write := range r.dirty {
		if write <= seen {
			delete(r.dirty, key)
			delete(r.kept, key)
		}
	}
}
