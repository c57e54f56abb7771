// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"
)

// How long a request waits for others of its kind. Terraform starts the next operation when one has ended, so that those of a
// run come in bursts: a burst has ended when nothing came for batchQuiet, or when every operation that Terraform runs at a time
// has a request waiting. In a large run all waits may be longer, see [Operations].
const (
	batchQuiet = 50 * time.Millisecond
	batchWait  = 300 * time.Millisecond
	// batchCrowded is the longest wait when more than batchCrowd wait together.
	batchCrowded = 500 * time.Millisecond
	batchCrowd   = 10
	// batchExpected is how long one waits, after the last who came, for those of a crowd who have not.
	batchExpected = 2 * time.Second
	// batchHope is how many of a kind in a row may wait in vain as long as [Operations] says. The next ones wait only batchQuiet.
	batchHope = 2
)

// batchQueues gathers requests by their kind. The first of a kind is not held back.
type batchQueues struct {
	clock Clock
	most  int
	send  func(ctx context.Context, url string, members []*member)

	mu    sync.Mutex
	known map[Batch]*batchQueue
}

type batchQueue struct {
	open *gathering
	// hope is how many requests may still wait in vain as long as Terraform takes to begin operations. One that has company renews it.
	hope int
}

// gathering is the requests that will travel together.
type gathering struct {
	queues      *batchQueues
	at          Batch
	since, last time.Time
	members     []*member   // under the queues' lock
	crowd       *Crowd      // of the last member that has one
	operations  *Operations // that its members are of
	parts       int         // of all members
	hopeful     bool        // whether they wait as long as Terraform takes to begin operations
	closed      bool
	present     int
	cancel      context.CancelFunc
	done        chan struct{}
}

// member is a request that waits, and what became of it once done is closed.
type member struct {
	in *gathering
	// parts are the request, and the one that reads what it has come to, if any.
	parts []BatchPart

	// alone is whether it is to be sent alone after all.
	alone     bool
	answer    *http.Response
	then      *BatchAnswer
	err       error
	connected bool
}

// join adds a request; nil for the first of its kind, which is sent at once unless it is known that others come.
func (q *batchQueues) join(ctx context.Context, at Batch, parts []BatchPart) *member {
	q.mu.Lock()
	defer q.mu.Unlock()
	crowd := crowdOf(ctx) // under the lock: who has come has joined
	queue, known := q.known[at]
	if !known {
		queue = &batchQueue{hope: batchHope}
		q.known[at] = queue
		if !crowd.expecting() {
			return nil
		}
	}
	now := q.clock.Now()
	g := queue.open
	if g != nil && g.parts+len(parts) > q.most {
		g.leave(context.WithoutCancel(ctx))
		g = nil
	}
	if g == nil {
		g = &gathering{queues: q, at: at, since: now, done: make(chan struct{})}
		queue.open = g
		go g.gather(context.WithoutCancel(ctx))
	}
	m := &member{in: g, parts: parts}
	g.members, g.parts, g.last = append(g.members, m), g.parts+len(parts), now
	if crowd != nil {
		g.crowd = crowd
	}
	if of := operationsOf(ctx); of != nil {
		g.operations = of
	}
	if g.parts == q.most || crowd != nil && !crowd.expecting() || g.crowd == nil && operationsOf(ctx).allAre(len(g.members)) {
		g.leave(context.WithoutCancel(ctx))
	}
	return m
}

// gather waits until nobody else comes.
func (g *gathering) gather(ctx context.Context) {
	q := g.queues
	wait := batchQuiet
	for {
		_ = q.clock.Sleep(ctx, wait)
		q.mu.Lock()
		if g.closed {
			q.mu.Unlock()
			return
		}
		most := batchWait
		if len(g.members) > batchCrowd {
			most = batchCrowded
		}
		quiet := batchQuiet
		if q.known[g.at].hope > 0 {
			quiet, most = g.operations.patience(quiet, most)
			g.hopeful = quiet > batchQuiet
		}
		now := q.clock.Now()
		if wait = min(quiet-now.Sub(g.last), most-now.Sub(g.since)); g.crowd.expecting() {
			wait = min(batchQuiet, batchExpected-now.Sub(g.last))
		}
		if wait <= 0 {
			g.leave(ctx)
			q.mu.Unlock()
			return
		}
		q.mu.Unlock()
	}
}

// leave closes the gathering and sends what it holds. The caller holds the lock.
func (g *gathering) leave(ctx context.Context) {
	g.closed = true
	queue := g.queues.known[g.at]
	queue.open = nil
	switch {
	case len(g.members) > 1:
		queue.hope = batchHope
	case g.hopeful:
		queue.hope--
	}
	g.present = len(g.members)
	members := slices.Clone(g.members)
	ctx, g.cancel = context.WithCancel(ctx)
	go func() {
		defer close(g.done)
		defer g.cancel()
		switch len(members) {
		case 0:
		case 1:
			members[0].alone = true
		default:
			g.queues.send(ctx, g.at.URL, members)
		}
	}()
}

// farewell is how long a request whose operation ends waits for its batch, which is on its way, to end as well.
const farewell = time.Second

// wait returns when the request has an outcome, or with the error of the context. Then sent is whether it may have been
// executed. The last one who leaves ends the batch.
func (m *member) wait(ctx context.Context) (sent bool, err error) {
	g := m.in
	select {
	case <-g.done:
		return true, nil
	case <-ctx.Done():
	}
	if !g.part(m) {
		return false, ctx.Err()
	}
	select {
	case <-g.done:
		return true, nil
	case <-time.After(farewell):
		return true, ctx.Err()
	}
}

// part takes a member out, and reports whether it is too late for that.
func (g *gathering) part(m *member) (late bool) {
	g.queues.mu.Lock()
	defer g.queues.mu.Unlock()
	if !g.closed {
		g.members = slices.DeleteFunc(g.members, func(other *member) bool { return other == m })
		g.parts -= len(m.parts)
		return false
	}
	if g.present--; g.present == 0 {
		g.cancel()
	}
	return true
}
