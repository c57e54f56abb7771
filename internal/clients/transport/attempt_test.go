// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// served returns a client of a real server that answers with handle, and how often it was asked.
func served(t *testing.T, patience transport.Patience, handle func(n int64, w http.ResponseWriter, r *http.Request)) (*transport.Client, *url.URL, *atomic.Int64) {
	t.Helper()
	var asked atomic.Int64
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handle(asked.Add(1), w, r) }))
	t.Cleanup(server.Close)
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	client, err := transport.New(transport.Options{
		Service: "Contoso", Origin: u, Scope: "s", Credential: &transporttest.Credential{}, Transporter: server.Client(),
		Patience: patience, Clock: quick{},
	})
	if err != nil {
		t.Fatal(err)
	}
	return client, u, &asked
}

// quick is the machine's clock, except that sleeping takes no time.
type quick struct{ transport.SystemClock }

func (quick) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// hang never answers. Returning would send an empty answer to a client that is just leaving, which may still read it.
func hang(_ http.ResponseWriter, r *http.Request) {
	<-r.Context().Done()
	panic(http.ErrAbortHandler)
}

func drip(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		_, _ = w.Write([]byte(" "))
		_ = http.NewResponseController(w).Flush()
		time.Sleep(2 * time.Millisecond)
	}
}

// TestEveryAttemptHasAnEnd: what hangs or drips once is asked for again where that is safe, and otherwise the error says that the
// answer is lost.
func TestEveryAttemptHasAnEnd(t *testing.T) {
	t.Parallel()
	patience := transport.Patience{Read: 300 * time.Millisecond, Write: 300 * time.Millisecond, Body: 300 * time.Millisecond}
	for name, test := range map[string]struct {
		first  func(http.ResponseWriter, *http.Request)
		method string
		repeat bool
		want   string // of the error; empty for success
	}{
		"a read that hangs":            {hang, http.MethodGet, true, ""},
		"a read that drips":            {drip, http.MethodGet, true, ""},
		"a repeatable write, hanging":  {hang, http.MethodDelete, true, ""},
		"a repeatable write, dripping": {drip, http.MethodDelete, true, ""},
		"a write that hangs":           {hang, http.MethodPost, false, "did not answer within 300ms"},
		"a write that drips":           {drip, http.MethodPost, false, "began but did not end within 300ms"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, u, asked := served(t, patience, func(n int64, w http.ResponseWriter, r *http.Request) {
				if n == 1 {
					test.first(w, r)
				}
			})
			answer, err := client.Do(t.Context(), &transport.Request{Method: test.method, URL: u.String() + "/x", Repeatable: test.repeat})
			if test.want == "" {
				if err != nil || answer.Attempts != 2 || asked.Load() != 2 {
					t.Errorf("%v, asked %d times", err, asked.Load())
				}
				return
			}
			var slow *transport.SlowError
			if !errors.As(err, &slow) || !strings.Contains(err.Error(), test.want) || !transport.IsAnswerLost(err) || asked.Load() != 1 {
				t.Errorf("%v, asked %d times", err, asked.Load())
			}
			for _, part := range []string{test.method, "/x", "Contoso"} {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%q is not in %q", part, err)
				}
			}
		})
	}
}

// TestAReadLeavesTimeForAnother: an answer that never comes gets at most half of the operation's time.
func TestAReadLeavesTimeForAnother(t *testing.T) {
	t.Parallel()
	client, u, asked := served(t, transport.Patience{}, func(n int64, w http.ResponseWriter, r *http.Request) {
		if n == 1 {
			hang(w, r)
		}
	})
	ctx, cancel := context.WithTimeout(t.Context(), 4100*time.Millisecond)
	defer cancel()
	if _, err := client.Do(ctx, &transport.Request{Method: http.MethodGet, URL: u.String() + "/x", Repeatable: true}); err != nil || asked.Load() != 2 {
		t.Errorf("%v, asked %d times", err, asked.Load())
	}
}

// TestTheErrorOfAnEndSaysWhatWasWaitedFor names call, service and what did not come in time.
func TestTheErrorOfAnEndSaysWhatWasWaitedFor(t *testing.T) {
	t.Parallel()
	run := func(t *testing.T, client *transport.Client, address, want string) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 150*time.Millisecond)
		defer cancel()
		_, err := client.Do(ctx, &transport.Request{Method: http.MethodGet, URL: address + "/x", Repeatable: true})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("got %v", err)
		}
		for _, part := range []string{"GET /x at Contoso", "the operation's timeout ended while waiting for " + want} {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%q is not in %q", part, err)
			}
		}
	}
	for want, handle := range map[string]func(http.ResponseWriter, *http.Request){"its answer": hang, "the rest of its answer": drip} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			client, u, _ := served(t, transport.Patience{}, func(_ int64, w http.ResponseWriter, r *http.Request) { handle(w, r) })
			run(t, client, u.String(), want)
		})
	}
	t.Run("an access token", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, func(o *transport.Options) { o.Credential = silent{} })
		run(t, f.client, origin, "an access token")
	})
	t.Run("a place", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, func(o *transport.Options) {
			o.MaxConcurrent = 1
			o.Transporter = transporttest.NewNetworkFunc(func(int, *http.Request) transporttest.Answer {
				<-t.Context().Done()
				return transporttest.Answer{}
			})
		})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		entered := make(chan struct{})
		go func() { close(entered); _, _ = f.client.Do(ctx, get("/first")) }()
		<-entered
		time.Sleep(20 * time.Millisecond)
		run(t, f.client, origin, "a free place among the requests that are sent at the same time")
	})
	t.Run("the pause", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, func(o *transport.Options) { o.Clock = transport.SystemClock{}; o.Budget = time.Minute },
			transporttest.Answer{Status: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"5"}}})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go func() { _, _ = f.client.Do(ctx, get("/first")) }()
		time.Sleep(20 * time.Millisecond)
		run(t, f.client, origin, "the end of the pause that the service asked for")
	})
}

// TestTheOperationsTimeoutBoundsTheRepeats: 315 seconds are waited for when the operation has half an hour, and not when it has
// two minutes; only a call without a deadline has a budget.
func TestTheOperationsTimeoutBoundsTheRepeats(t *testing.T) {
	t.Parallel()
	for timeout, attempts := range map[time.Duration]int{0: 1, 2 * time.Minute: 1, 30 * time.Minute: 2} {
		now := transporttest.NewClock()
		now.Advance(time.Since(now.Now())) // the deadline is one of the machine's clock
		f := newFixture(t, func(o *transport.Options) { o.Clock = now },
			transporttest.Answer{Status: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"315"}}}, transporttest.Answer{})
		ctx, cancel := t.Context(), func() {}
		if timeout > 0 {
			ctx, cancel = context.WithTimeout(ctx, timeout)
		}
		_, err := f.client.Do(ctx, post("/x", "{}"))
		cancel()
		if n := len(f.network.Requests()); n != attempts || (err == nil) != (attempts == 2) {
			t.Errorf("timeout %v: %d attempts, %v", timeout, n, err)
		}
	}
}

// TestWhatAServiceAsksToTryAgain is repeated a few times: any request when nothing was executed, else only a repeatable one.
func TestWhatAServiceAsksToTryAgain(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		request        *transport.Request
		refused        bool
		body           string
		attempts, most int
	}{
		"a read":                   {get("/x"), false, "again", 2, 6},
		"a write":                  {post("/x", "{}"), false, "again", 1, 1},
		"a write that was refused": {post("/x", "{}"), true, "again", 2, 6},
		"another error":            {get("/x"), true, "no", 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for want, script := range map[int][]transporttest.Answer{
				test.attempts: {{Status: 409, Body: test.body}, {}}, test.most: {{Status: 409, Body: test.body}},
			} {
				f := newFixture(t, func(o *transport.Options) {
					o.TryAgain = func(status int, body []byte) (bool, bool) {
						return status == 409 && string(body) == "again", test.refused
					}
				}, script...)
				answer, err := f.client.Do(t.Context(), test.request)
				if n := len(f.network.Requests()); n != want {
					t.Errorf("%d attempts, want %d: %v %v", n, want, answer, err)
				}
				if transport.IsAnswerLost(err) {
					t.Errorf("a 409 is no lost answer: %v", err)
				}
			}
		})
	}
}

// TestAHeaderOfAllThatATokenMayHold is sent.
func TestAHeaderOfAllThatATokenMayHold(t *testing.T) {
	t.Parallel()
	f := newFixture(t, nil, transporttest.Answer{})
	r := post("/x", "{}")
	r.Header = http.Header{"09azAZ!#$%&'*+-.^_`|~": {"a\tb c~"}}
	if _, err := f.client.Do(t.Context(), r); err != nil || len(f.network.Requests()) != 1 {
		t.Errorf("%d requests, %v", len(f.network.Requests()), err)
	}
}

// TestAHeaderThatCannotBeSent is neither repeated nor shown.
func TestAHeaderThatCannotBeSent(t *testing.T) {
	t.Parallel()
	for name, header := range map[string]http.Header{
		"a line break": {"X-Secret": {"s3cret\r\nX-Other: 1"}}, "a null": {"X-Secret": {"s3cret\x00"}}, "delete": {"X-Secret": {"s3cret\x7f"}},
		"a name": {"X Secret": {"s3cret"}}, "no name": {"": {"s3cret"}}, "a bracket": {"X[": {"s3cret"}}, "a brace": {"X{": {"s3cret"}},
		"an at sign": {"X@": {"s3cret"}}, "a colon": {"X:": {"s3cret"}}, "a letter that is no token": {"Xä": {"s3cret"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, nil, transporttest.Answer{})
			r := post("/x", "{}")
			r.Header = header
			_, err := f.client.Do(t.Context(), r)
			var unsent *transport.HeaderError
			if !errors.As(err, &unsent) || strings.Contains(err.Error(), "s3cret") || transport.IsAnswerLost(err) || len(f.clock.Sleeps()) > 0 {
				t.Errorf("%v, waited %v", err, f.clock.Sleeps())
			}
			if n := len(f.network.Requests()); n != 0 {
				t.Errorf("%d requests", n)
			}
		})
	}
}
