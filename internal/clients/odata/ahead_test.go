// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// TestAhead lets two reads travel together. The second one asks for more when it has its first answer.
func TestAhead(t *testing.T) {
	t.Parallel()
	const (
		rows    = `{"value":[{"id":"a"}]}`
		part    = `","status":200,"headers":{"Content-Type":"application/json"},"body":` + rows + `}`
		refused = `{"error":{"code":"x","message":"no"}}`
		no      = `","status":403,"headers":{"Content-Type":"application/json"},"body":` + refused + `}`
	)
	batch := func(first, second string) transporttest.Answer {
		return transporttest.Answer{Body: `{"responses":[{"id":"1` + first + `,{"id":"2` + second + `]}`}
	}
	row, denial := transporttest.Answer{Body: rows}, transporttest.Answer{Status: 403, Body: refused}
	for name, test := range map[string]struct {
		changing bool
		answers  []transporttest.Answer
		rounds   []int
		alone    int // how many requests the reads send afterwards
	}{
		"answers":        {false, []transporttest.Answer{batch(part, part), row}, []int{2, 1, 0}, 0},
		"refusals":       {false, []transporttest.Answer{batch(no, no), denial, denial}, []int{2, 0}, 2},
		"while changing": {true, []transporttest.Answer{row, row, row}, []int{0}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			network := transporttest.NewNetwork(test.answers...)
			tr, err := transport.New(transport.Options{
				Service: "Contoso", Origin: &url.URL{Scheme: "https", Host: "contoso.example"}, Transporter: network, Batches: transport.JSONBatch{},
			})
			if err != nil {
				t.Fatal(err)
			}
			run := &bulk.Run{}
			if test.changing {
				run.Change()
			}
			c := New(tr, &url.URL{Scheme: "https", Host: "contoso.example", Path: "/api"}, nil, nil).Remember(run)
			list := func(ctx context.Context, path string) error {
				_, err := List[map[string]string](ctx, c, path, Query{})
				return err
			}
			one := func(ctx context.Context) { _ = list(ctx, "things") }
			two := func(ctx context.Context) {
				if list(ctx, "parts") == nil {
					_ = list(ctx, "more")
				}
			}
			var together Ahead
			for i, want := range test.rounds {
				if n := together.Round(t.Context(), []func(context.Context){one, two}); n != want {
					t.Errorf("round %d sent %d requests, want %d", i+1, n, want)
				}
			}
			before := len(network.Requests())
			one(t.Context())
			two(t.Context())
			if n := len(network.Requests()) - before; n != test.alone {
				t.Errorf("the reads sent %d requests themselves, want %d", n, test.alone)
			}
		})
	}
}

// TestLargeAnswersAhead are found by the reads of the same context only, and only as long as the run changes nothing, or at once.
func TestLargeAnswersAhead(t *testing.T) {
	t.Parallel()
	large := transporttest.Answer{Body: `{"value":[{"id":"` + strings.Repeat("a", maxRemembered) + `"}]}`}
	network := transporttest.NewNetwork(large)
	tr, err := transport.New(transport.Options{
		Service: "Contoso", Origin: &url.URL{Scheme: "https", Host: "contoso.example"}, Transporter: network, Batches: transport.JSONBatch{},
	})
	if err != nil {
		t.Fatal(err)
	}
	run := &bulk.Run{}
	c := New(tr, &url.URL{Scheme: "https", Host: "contoso.example", Path: "/api"}, nil, nil).Remember(run)
	list := func(ctx context.Context) error {
		_, err := List[map[string]string](ctx, c, "things", Query{})
		return err
	}
	var together Ahead
	var written error
	write := func(ctx context.Context) {
		_, written = c.Do(ctx, Request{Method: http.MethodPost, Path: "things"}, nil)
	}
	if n := together.Round(t.Context(), []func(context.Context){func(ctx context.Context) { _ = list(ctx) }, write}); n != 1 || written != nil {
		t.Errorf("%d requests, a write: %v", n, written)
	}
	sent := len(network.Requests())
	check := func(step string, ctx context.Context, want int) {
		t.Helper()
		if err := list(ctx); err != nil {
			t.Errorf("%s: %v", step, err)
		}
		if n := len(network.Requests()) - sent; n != want {
			t.Errorf("%s: %d requests, want %d", step, n, want)
		}
		sent = len(network.Requests())
	}
	check("of the reads", together.Context(t.Context()), 0)
	check("of another", t.Context(), 1)
	run.Change()
	check("after a change", together.Context(t.Context()), 1)
	check("that follows at once", together.Afterward(t.Context()), 0)
}

// TestSeveralLargeAnswersAhead come at the same time, and each read finds its own.
func TestSeveralLargeAnswersAhead(t *testing.T) {
	t.Parallel()
	const n = 8
	network := transporttest.NewNetworkFunc(func(int, *http.Request) transporttest.Answer {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = fmt.Sprintf(`{"id":"%d","status":200,"headers":{"Content-Type":"application/json"},"body":{"value":[{"id":"%s"}]}}`, i+1, strings.Repeat("a", maxRemembered))
		}
		return transporttest.Answer{Body: `{"responses":[` + strings.Join(parts, ",") + `]}`}
	})
	c := collecting(t, network)
	reads := make([]func(context.Context), n)
	for i := range reads {
		reads[i] = func(ctx context.Context) { _, _ = List[map[string]string](ctx, c, fmt.Sprintf("things%d", i), Query{}) }
	}
	var together Ahead
	together.Round(t.Context(), reads)
	for _, read := range reads {
		read(together.Context(t.Context()))
	}
	if got := len(network.Requests()); got != 1 {
		t.Errorf("%d requests, want one batch", got)
	}
}

// TestNobodyWaitsForAnAnswerThatIsThere: a read whose answer another resource has got meanwhile does not hold up the others.
func TestNobodyWaitsForAnAnswerThatIsThere(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := collecting(t, transporttest.NewNetworkFunc(func(int, *http.Request) transporttest.Answer {
			return transporttest.Answer{Body: `{"value":[{"id":"a"}]}`}
		}))
		list := func(ctx context.Context, path string) { _, _ = List[map[string]string](ctx, c, path, Query{}) }
		begun, another := time.Now(), t.Context()
		var together Ahead
		if n := together.Round(t.Context(), []func(context.Context){
			func(ctx context.Context) { list(ctx, "things") },
			func(ctx context.Context) { list(ctx, "parts") },
			func(context.Context) { list(another, "things") },
		}); n != 2 {
			t.Errorf("%d requests", n)
		}
		if took := time.Since(begun); took > time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

// collecting returns a client that remembers answers and sends batches.
func collecting(t *testing.T, network *transporttest.Network) *Client {
	t.Helper()
	tr, err := transport.New(transport.Options{
		Service: "Contoso", Origin: &url.URL{Scheme: "https", Host: "contoso.example"}, Transporter: network, Batches: transport.JSONBatch{},
	})
	if err != nil {
		t.Fatal(err)
	}
	return New(tr, &url.URL{Scheme: "https", Host: "contoso.example", Path: "/api"}, nil, nil).Remember(&bulk.Run{})
}

// TestOnlyRequestsOfAKindTravelTogether: one without a kind is sent alone.
func TestOnlyRequestsOfAKindTravelTogether(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string]int{"things": 1, "": 2} {
		network := transporttest.NewNetworkFunc(func(_ int, r *http.Request) transporttest.Answer {
			if !strings.HasSuffix(r.URL.Path, "/$batch") {
				return transporttest.Answer{Status: http.StatusNoContent}
			}
			return transporttest.Answer{Body: `{"responses":[{"id":"1","status":204},{"id":"2","status":204}]}`}
		})
		tr, err := transport.New(transport.Options{
			Service: "Contoso", Origin: &url.URL{Scheme: "https", Host: "contoso.example"}, Transporter: network, Batches: transport.JSONBatch{},
		})
		if err != nil {
			t.Fatal(err)
		}
		c := New(tr, &url.URL{Scheme: "https", Host: "contoso.example", Path: "/api"}, nil, nil)
		crowd := transport.NewCrowd(2)
		var all sync.WaitGroup
		for range 2 {
			all.Go(func() {
				ctx, done := crowd.Member(t.Context())
				defer done()
				if _, err := c.Do(ctx, Request{Method: http.MethodPost, Path: "things", Body: struct{}{}, Batch: kind}, nil); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := len(network.Requests()); n != want {
			t.Errorf("kind %q: %d requests, want %d", kind, n, want)
		}
	}
}
