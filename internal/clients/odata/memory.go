// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// maxRemembered bounds the size of an answer that is remembered, in bytes: what several resources ask for is a row or a few.
const maxRemembered = 64 << 10

// memory answers the same question once as long as the run changes nothing: a plan is about one moment. From then on it
// remembers nothing.
type memory struct {
	run *bulk.Run

	mu      sync.Mutex
	answers map[string]*bulk.Once[*transport.Response]
}

// Remember makes the client ask the same GET once as long as the run changes nothing. It returns the client.
func (c *Client) Remember(run *bulk.Run) *Client {
	c.memory = &memory{run: run, answers: map[string]*bulk.Once[*transport.Response]{}}
	return c
}

// get answers a GET.
func (m *memory) get(ctx context.Context, service string, r *transport.Request, ask func(ctx context.Context, r *transport.Request) (*transport.Response, error)) (*transport.Response, error) {
	if !m.remembers(r) {
		return ask(ctx, r)
	}
	once := m.of(questionOf(r))
	answer, err := once.Get(ctx, "GET "+r.URL+" at "+service, func(ctx context.Context) (*transport.Response, error) { return ask(ctx, r) })
	once.Forget(func(answer *transport.Response) bool { return !remembered(answer) })
	return answer, err
}

// remembers reports whether the answer to the request would be remembered.
func (m *memory) remembers(r *transport.Request) bool {
	return m != nil && transport.Sharing && r.Method == http.MethodGet && !m.run.Changed()
}

// remembered reports whether an answer says what there is, or that there is nothing.
func remembered(answer *transport.Response) bool {
	return (answer.StatusCode == http.StatusOK || answer.StatusCode == http.StatusNotFound) && len(answer.Body) <= maxRemembered && json.Valid(answer.Body)
}

// questionOf is what tells one GET from another.
func questionOf(r *transport.Request) string { return r.URL + "\n" + r.Header.Get("Prefer") }

func (m *memory) of(question string) *bulk.Once[*transport.Response] {
	m.mu.Lock()
	defer m.mu.Unlock()
	once, ok := m.answers[question]
	if !ok {
		once = &bulk.Once[*transport.Response]{}
		m.answers[question] = once
	}
	return once
}
