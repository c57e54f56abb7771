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
	// Request names what is read in errors, such as "GET teams at Dataverse".
	Request string
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
	// workers read groups; stuck are those of them whose reads take longer than patience.
	workers, stuck int
}

// How long one read may keep others waiting before the next one starts beside it, and how many reads there are then. Look-ups
// that wait for a read come together in the next one, so that normally there is one at a time.
const (
	patience   = 2 * time.Second
	maxWorkers = 4
)

// kept is a row that Some read.
type kept[V any] struct {
	row    V
	readAt time.Time
}

// group is a set of look-ups that one read answers.
type group[K comparable, V any] struct {
	crowd crowd
	// values are the context values of who came first.
	values context.Context //nolint:containedctx // it is that of a request, which lives as long as the group
	keys   map[K]struct{}
	done   chan struct{}
	rows   map[K]V
	err    error
}

// New returns a reader of source.
func New[K comparable, V any](source Source[K, V]) *Reader[K, V] {
	return &Reader[K, V]{
		source: source, now: time.Now, asked: map[K]struct{}{}, parts: map[string]struct{}{}, dirty: map[K]int{}, kept: map[K]kept[V]{},
	}
}

// Get returns the row with the key; found is false if it does not exist.
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
	if err := g.crowd.wait(ctx, g.done, r.source.Request); err != nil {
		return row, false, err
	}
	row, found = g.rows[key]
	return row, found, g.err
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

// join adds the key to a group that is to be read, and starts the reading when nothing is under way. The caller holds the
// lock.
func (r *Reader[K, V]) join(ctx context.Context, key K) *group[K, V] {
	for _, g := range r.queue {
		if _, waiting := g.keys[key]; waiting && g.crowd.join(ctx) {
			return g
		}
	}
	last := len(r.queue) - 1
	if last < 0 || len(r.queue[last].keys) >= r.source.MaxKeys || !r.queue[last].crowd.join(ctx) {
		// The read serves several callers, so none of them may cancel it for the others.
		g := &group[K, V]{values: context.WithoutCancel(ctx), keys: map[K]struct{}{}, done: make(chan struct{})}
		g.crowd.join(ctx)
		r.queue = append(r.queue, g)
		last++
	}
	g := r.queue[last]
	g.keys[key] = struct{}{}
	r.hire()
	return g
}

// hire starts a worker unless one is free to come to the queue soon. The caller holds the lock.
func (r *Reader[K, V]) hire() {
	if r.workers == r.stuck && r.workers < maxWorkers {
		r.workers++
		go r.work()
	}
}

// work reads the waiting groups until there are none.
func (r *Reader[K, V]) work() {
	for {
		r.mu.Lock()
		if len(r.queue) == 0 {
			r.workers--
			r.mu.Unlock()
			return
		}
		g := r.queue[0]
		r.queue = r.queue[1:]
		// A fresh copy of the whole table is at hand when the group holds only rows written since it was read.
		whole := len(r.asked) >= r.source.WholeFrom && !r.holdsAll(g.keys)
		era := r.era
		r.mu.Unlock()
		r.read(g, whole, era)
	}
}

// read reads one group. When that takes long, another worker comes to the queue.
func (r *Reader[K, V]) read(g *group[K, V], whole bool, era int) {
	ctx := g.crowd.start(g.values)
	defer g.crowd.end()
	done, late := false, false
	watch := time.AfterFunc(patience, func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		if done {
			return
		}
		late = true
		r.stuck++
		if len(r.queue) > 0 {
			r.hire()
		}
	})
	if whole {
		r.readAll(ctx, g, era)
	} else {
		r.readSome(ctx, g, era)
	}
	watch.Stop()
	r.mu.Lock()
	if done = true; late {
		r.stuck--
	}
	r.mu.Unlock()
	close(g.done)
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
