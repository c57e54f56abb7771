// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package bulk lets many look-ups of single rows share few requests.
//
// Terraform refreshes each object on its own. Asked one by one, a thousand objects cost a thousand requests; read as a
// whole, they cost one page. A [Reader] begins with two requests for just the rows that are asked for, joining look-ups that
// wait at the same time, so that a state with one object never reads a large table. Then it reads the whole table, or the
// parts of it that matter, and answers from that for the rest of the run. A row that is written is asked for again.
package bulk

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// Source says how rows are read.
type Source[K comparable, V any] struct {
	// Request names what is read in errors, such as "GET teams at Dataverse".
	Request string
	// Some reads the rows with the keys in one request; keys without a row are left out of the answer.
	Some func(ctx context.Context, keys []K) (map[K]V, error)
	// All reads the rows that lie in the parts of the table, or all rows when it gets no parts. Nil for a table that is
	// never read as a whole.
	All func(ctx context.Context, parts []string) (map[K]V, error)
	// Part names the part of the table that a key lies in, such as the team of a membership. All then reads only the
	// parts that keys were asked of, as long as they are at most MaxKeys. Nil for a table that is read as one.
	Part func(key K) string
	// Settled reports whether an answer, found or not, stays as it is unless the reader hears of a write. Any other is used
	// until the run begins to change something, and then asked for again: it is for rows that something may have made or
	// changed that calls no Forget. Nil if all are settled.
	Settled func(row V, found bool) bool
	// Run is the run that the reader serves; nil is one that changes something.
	Run *Run
	// MaxKeys is the greatest number of keys of one call of Some.
	MaxKeys int
}

// singly is how many requests for single rows come before All is called, and crowded how many look-ups the second of them does not let
// wait for the first: about as many as come at a time, so that hardly any misses it.
const (
	singly  = 2
	crowded = 8
)

// Reader answers look-ups of single rows from shared reads. It is safe for concurrent use.
type Reader[K comparable, V any] struct {
	source Source[K, V]
	now    func() time.Time

	mu sync.Mutex
	// requests counts those for single rows, up to singly; asked are the parts that keys were asked of.
	requests int
	asked    map[string]struct{}
	// writes counts the writes. A read has seen those before it began: written is the number of a row's last write, floor
	// that of the last one that may have reached every row.
	writes, floor int
	written       map[K]int

	single map[K]row[V]
	parts  map[string]*copied[K, V]
	whole  *copied[K, V]

	queue []*group[K, V]
	// workers read groups; stuck are those of them whose reads take longer than patience.
	workers, stuck int
}

// How long one read may keep others waiting before the next one starts beside it, and how many reads there are then. Look-ups
// that wait for a read come together in the next one, so that normally there is one at a time.
const (
	patience   = 2 * time.Second
	maxWorkers = 4
)

// group is a set of look-ups that one read answers.
type group[K comparable, V any] struct {
	crowd crowd
	// values are the context values of who came first.
	values context.Context //nolint:containedctx // it is that of a request, which lives as long as the group
	keys   map[K]struct{}
	// begun is when its read began; open are the keys that it is about, the others being known by then; copy says that it
	// copies parts, or everything where there are none.
	begun moment
	open  map[K]struct{}
	parts map[string]struct{}
	copy  bool
	// everything is whether the group asks for all rows, and all what the read of them brought.
	everything bool
	all        map[K]V

	done    chan struct{}
	answers map[K]answer[V]
	err     error // of the read
}

// answer is what became of one look-up.
type answer[V any] struct {
	value V
	found bool
}

// New returns a reader of source.
func New[K comparable, V any](source Source[K, V]) *Reader[K, V] {
	return &Reader[K, V]{
		source: source, now: time.Now, asked: map[string]struct{}{}, written: map[K]int{},
		single: map[K]row[V]{}, parts: map[string]*copied[K, V]{},
	}
}

// Get returns the row with the key; found is false if it does not exist.
func (r *Reader[K, V]) Get(ctx context.Context, key K) (value V, found bool, err error) {
	if !transport.Sharing {
		rows, err := r.source.Some(ctx, []K{key})
		value, found = rows[key]
		return value, found, err
	}
	r.mu.Lock()
	if value, found, known := r.known(key); known {
		r.mu.Unlock()
		return value, found, nil
	}
	if r.source.Part != nil {
		r.asked[r.source.Part(key)] = struct{}{}
	}
	g := r.join(ctx, key)
	r.mu.Unlock()
	if err := g.crowd.wait(ctx, g.done, r.source.Request); err != nil {
		return value, false, err
	}
	if _, read := g.open[key]; read && g.err != nil {
		return value, false, g.err
	}
	one := g.answers[key]
	return one.value, one.found, nil
}

// Known returns the row with the key if that needs no request.
func (r *Reader[K, V]) Known(key K) (value V, found, known bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.known(key)
}

// Expect says that so many keys will be asked for. If single reads do not answer that many, none is made.
func (r *Reader[K, V]) Expect(keys int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if keys > singly*r.source.MaxKeys {
		r.requests = singly
	}
}

// Forget makes the next look-up of the key ask the service; call it after a write.
func (r *Reader[K, V]) Forget(key K) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.writes++
	r.written[key] = r.writes
}

// Put is Forget after a write whose answer is the row as the service has it now: the next look-up is answered with it.
func (r *Reader[K, V]) Put(key K, value V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.writes++
	r.written[key] = r.writes
	r.single[key] = row[V]{moment: moment{at: r.now(), writes: r.writes}, value: value, found: true}
}

// ForgetAll makes the next look-up of every key ask the service; call it after a write whose reach is not known.
func (r *Reader[K, V]) ForgetAll() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.writes++
	r.floor = r.writes
	r.whole = nil
	clear(r.parts)
	clear(r.single)
	clear(r.written)
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
	if last < 0 || r.queue[last].everything || len(r.queue[last].keys) >= r.source.MaxKeys || !r.queue[last].crowd.join(ctx) {
		r.queue = append(r.queue, r.newGroup(ctx))
		last++
	}
	g := r.queue[last]
	g.keys[key] = struct{}{}
	r.hire()
	return g
}

// newGroup returns a group with the caller. Its read serves several, so none of them may cancel it for the others.
func (r *Reader[K, V]) newGroup(ctx context.Context) *group[K, V] {
	g := &group[K, V]{values: detach(ctx), keys: map[K]struct{}{}, answers: map[K]answer[V]{}, done: make(chan struct{})}
	g.crowd.join(ctx)
	return g
}

// hire starts a worker unless one is free to come to the queue soon. When many wait for the first read, the second begins beside it. The
// caller holds the lock.
func (r *Reader[K, V]) hire() {
	many := r.workers == 1 && r.requests == 1 && len(r.queue[0].keys) >= crowded
	if (many || r.workers == r.stuck) && r.workers < maxWorkers {
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
		g.begun = moment{at: r.now(), writes: r.writes}
		g.open = r.open(g)
		if g.parts, g.copy = r.choose(g.open); g.everything {
			g.parts, g.copy = nil, true
		}
		r.mu.Unlock()
		if len(g.open) > 0 || g.everything {
			r.read(g)
		}
		close(g.done)
	}
}

// open answers the keys of the group that a read has brought since they were asked for, and returns the others. The caller
// holds the lock.
func (r *Reader[K, V]) open(g *group[K, V]) map[K]struct{} {
	open := map[K]struct{}{}
	for key := range g.keys {
		if value, found, known := r.known(key); !known {
			open[key] = struct{}{}
		} else {
			g.answers[key] = answer[V]{value, found}
		}
	}
	return open
}

// choose decides how keys are read: row by row, or with a copy of the parts of the table that they lie in, of all of it
// without parts. Also a part of which there is a copy is read again for a row that was written since: what is read answers
// all keys. The caller holds the lock.
func (r *Reader[K, V]) choose(keys map[K]struct{}) (parts map[string]struct{}, whole bool) {
	parts, unheld := r.partsOf(keys)
	if !unheld || r.source.All == nil {
		return nil, false // there is a copy, and rows have been written since
	}
	if r.requests < singly {
		r.requests++
		return nil, false
	}
	if len(r.asked) > r.source.MaxKeys {
		return nil, true
	}
	return parts, true
}

// read reads one group. When that takes long, another worker comes to the queue.
func (r *Reader[K, V]) read(g *group[K, V]) {
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
	var rows map[K]V
	if g.copy {
		rows, g.err = r.source.All(ctx, slices.Sorted(maps.Keys(g.parts)))
	} else {
		rows, g.err = r.source.Some(ctx, slices.Collect(maps.Keys(g.open)))
	}
	watch.Stop()
	g.all = rows
	for key := range g.open {
		value, found := rows[key]
		g.answers[key] = answer[V]{value, found}
	}
	r.mu.Lock()
	if done = true; late {
		r.stuck--
	}
	switch {
	case g.err != nil || g.begun.writes < r.floor: // what it brought may be from before a write
	case g.copy:
		r.keepCopy(g.parts, rows, g.begun)
	default:
		r.keepSingle(g.open, rows, g.begun)
	}
	r.mu.Unlock()
}
