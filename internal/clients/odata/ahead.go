// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// errAhead ends a read whose request was collected.
var errAhead = errors.New("the request is sent with others")

// IsAhead reports whether a read ended because its request will be sent together with others: see [Ahead]. A caller that
// continues with its next read adds that one's request to the batch.
func IsAhead(err error) bool { return errors.Is(err, errAhead) }

// Ahead sends reads of several callers together, so that the callers find the answers when they read: in a run that has changed
// nothing yet, see [Client.Remember]. The zero value is ready. Its rounds are not safe for concurrent use.
type Ahead struct {
	tried map[string]struct{}

	mu      sync.Mutex
	answers map[string]*transport.Response
}

// collector gathers the requests of one round by the client that would send them. Without a map it only hands out answers: until the
// run changes something, or also afterwards.
type collector struct {
	ahead     *Ahead
	requests  map[*Client][]*transport.Request
	afterward bool
}

// Round lets each read run up to its first GET whose answer is not known, and sends these in one batch to each API. It returns
// how many there were: while that is not 0, another round brings the reads further. What cannot be had is left to the reads
// themselves, which no round tries twice.
func (a *Ahead) Round(ctx context.Context, reads []func(ctx context.Context)) int {
	if a.tried == nil {
		a.tried, a.answers = map[string]struct{}{}, map[string]*transport.Response{}
	}
	c := &collector{ahead: a, requests: map[*Client][]*transport.Request{}}
	collecting := bulk.WithCollector(ctx, c)
	for _, read := range reads {
		read(collecting)
	}
	n := 0
	var sent sync.WaitGroup
	for client, requests := range c.requests {
		n += len(requests)
		batch := &transport.Batch{Kind: "reads", URL: client.URL("$batch")}
		crowd := transport.NewCrowd(len(requests))
		for _, r := range requests {
			r.Batch = batch
			sent.Go(func() {
				ctx, done := crowd.Member(ctx)
				defer done()
				a.ask(ctx, client, r)
			})
		}
	}
	sent.Wait()
	return n
}

func (a *Ahead) ask(ctx context.Context, client *Client, r *transport.Request) {
	answer, err := client.memory.get(ctx, client.Service(), r, client.transport.Do)
	if err != nil || answer.StatusCode != http.StatusOK {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.answers[questionOf(r)] = answer
}

// Context is that of the reads themselves, which also find answers that are too large to be remembered for others.
func (a *Ahead) Context(ctx context.Context) context.Context {
	return bulk.WithCollector(ctx, &collector{ahead: a})
}

// Afterward is [Ahead.Context] for a read that follows at once: a run that has begun to change something meanwhile does not make it ask
// again.
func (a *Ahead) Afterward(ctx context.Context) context.Context {
	return bulk.WithCollector(ctx, &collector{ahead: a, afterward: true})
}

// collect keeps a GET for the round; false if its answer is known, or if there is no round.
func (c *Client) collect(ctx context.Context, r *transport.Request) bool {
	together := bulk.CollectorOf[collector](ctx)
	if together == nil || together.requests == nil || r.Method != http.MethodGet {
		return false
	}
	if !c.memory.remembers(r) {
		return true
	}
	question := questionOf(r)
	if _, known := c.memory.of(question).Known(); known || together.ahead.answers[question] != nil {
		return false
	}
	if _, tried := together.ahead.tried[question]; !tried {
		together.ahead.tried[question] = struct{}{}
		together.requests[c] = append(together.requests[c], r)
	}
	return true
}

// ahead returns an answer that a round has brought; nil for none.
func (c *Client) ahead(ctx context.Context, r *transport.Request) *transport.Response {
	together := bulk.CollectorOf[collector](ctx)
	if together == nil || !together.afterward && !c.memory.remembers(r) {
		return nil
	}
	return together.ahead.answers[questionOf(r)]
}
