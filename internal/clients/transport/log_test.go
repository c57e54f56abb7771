// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
)

func TestTheLogNamesRequestsAndShowsNoSecret(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	ctx := tflogtest.RootLogger(t.Context(), &log)
	ctx = logging.With(logging.Start(ctx, nil), map[string]any{"company_id": "cronus"})
	f := newFixture(t, func(o *transport.Options) { o.Facts = func([]byte) (string, string) { return "0x1", "c-1" } },
		transporttest.Answer{Status: 429, Body: "body-secret"}, transporttest.Answer{Err: transporttest.ErrBroken},
		transporttest.Answer{Status: 200, Header: http.Header{"Req_id": {"r-1"}, "X": {"header-secret"}}, Body: "body-secret"},
		transporttest.Answer{Status: 400, Body: "body-secret"})
	for range 2 {
		r := post("/things?$filter=query-secret", "body-secret")
		r.Header.Set("X", "header-secret")
		r.Repeatable = true
		if _, err := f.client.Do(ctx, r); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := tflogtest.MultilineJSONDecode(&log)
	if err != nil {
		t.Fatal(err)
	}
	var statuses, because []any
	for _, e := range entries {
		switch e["@message"] {
		case "HTTP request":
			statuses = append(statuses, e["status"])
			if e["method"] != "POST" || e["path"] != "/things" || e["service"] != "Contoso" || e["client_request_id"] != "client-id" ||
				e["host"] != "contoso.example" || e["company_id"] != "cronus" {
				t.Errorf("%v", e)
			}
			if status, answered := e["status"].(float64); (status == http.StatusOK) != (e["@level"] == "debug") || answered && status >= http.StatusBadRequest && (e["code"] != "0x1" || e["correlation_id"] != "c-1") {
				t.Errorf("%v", e)
			}
		case "HTTP request is repeated":
			because = append(because, e["because"])
		}
		for name, value := range e {
			if text, ok := value.(string); ok && (strings.Contains(text, "secret") || strings.Contains(text, "token-1")) {
				t.Errorf("%s shows a secret: %s", name, text)
			}
		}
	}
	if len(statuses) != 4 || len(because) != 2 || because[0] != "429 Too Many Requests" ||
		!strings.Contains(because[1].(string), "reset by peer") {
		t.Errorf("%v %v", statuses, because)
	}
}

func TestCancelWhileRepeatingShowsTheLastAnswer(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	f := newFixture(t, func(o *transport.Options) {
		o.Transporter = transporttest.NewNetworkFunc(func(n int, _ *http.Request) transporttest.Answer {
			if n == 1 {
				cancel()
			}
			return transporttest.Answer{Status: http.StatusServiceUnavailable}
		})
	})
	r := post("/things", "{}")
	r.Repeatable = true
	_, err := f.client.Do(ctx, r)
	var gaveUp *transport.GaveUpError
	if !errors.As(err, &gaveUp) || !errors.Is(err, context.Canceled) || !transport.IsAnswerLost(err) {
		t.Fatalf("%v", err)
	}
	for _, part := range []string{"POST /things at Contoso: gave up after 2 attempts in 1s: the operation was canceled", "last answer: 503"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not in %q", part, err)
		}
	}
}

// TestWaitsAreLogged: what is waited for, for how long and until when, of a look that repeats and of a request that is held back.
func TestWaitsAreLogged(t *testing.T) {
	t.Parallel()
	lines := func(t *testing.T, do func(ctx context.Context)) []map[string]any {
		t.Helper()
		var log bytes.Buffer
		ctx, cancel := context.WithTimeout(logging.Start(tflogtest.RootLogger(t.Context(), &log), nil), 10*time.Second)
		defer cancel()
		do(ctx)
		entries, err := tflogtest.MultilineJSONDecode(&log)
		if err != nil {
			t.Fatal(err)
		}
		entries = slices.DeleteFunc(entries, func(e map[string]any) bool { return e["@message"] != "Waiting" })
		for _, e := range entries {
			elapsed, ok := e["elapsed_s"].(float64)
			if _, err := time.Parse(time.RFC3339, fmt.Sprint(e["deadline"])); err != nil || !ok || elapsed < 1 || e["@level"] != "info" || e["@module"] != "provider.api" {
				t.Errorf("%v", e)
			}
		}
		return entries
	}
	t.Run("looks", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			reasons := []string{"one", "one", "one", "two", "two", "two", ""}
			entries := lines(t, func(ctx context.Context) {
				n := 0
				pace := transport.Pace{First: 400 * time.Millisecond, Most: 400 * time.Millisecond}
				err := transport.Poll(ctx, pace, func(context.Context) (bool, string, error) {
					n++
					if reasons[n-1] == "two" {
						return false, "", &transport.Later{Waiting: fmt.Sprintf("two (request id %d)", n)}
					}
					return reasons[n-1] == "", reasons[n-1], nil
				})
				if err != nil {
					t.Error(err)
				}
			})
			if len(entries) != 1 || entries[0]["waiting_for"] != "two (request id 4)" {
				t.Errorf("%v", entries)
			}
		})
	})
	t.Run("a place", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			entered, leave := make(chan struct{}), make(chan struct{})
			f := newFixture(t, func(o *transport.Options) {
				o.MaxConcurrent = 1
				o.Transporter = transporttest.NewNetworkFunc(func(n int, _ *http.Request) transporttest.Answer {
					if n == 0 {
						close(entered)
						<-leave
					}
					return transporttest.Answer{Status: http.StatusOK}
				})
			})
			entries := lines(t, func(ctx context.Context) {
				var first sync.WaitGroup
				defer first.Wait()
				first.Go(func() { _, _ = f.client.Do(ctx, get("/first")) })
				<-entered
				time.AfterFunc(1200*time.Millisecond, func() { close(leave) })
				if _, err := f.client.Do(ctx, get("/second")); err != nil {
					t.Error(err)
				}
			})
			if len(entries) != 1 || entries[0]["service"] != "Contoso" || entries[0]["waiting_for"] != "a free place among the requests that are sent at the same time" {
				t.Errorf("%v", entries)
			}
		})
	})
	t.Run("a pause", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			f := newFixture(t, func(o *transport.Options) { o.Clock = nil }, transporttest.Answer{
				Status: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"2"}},
			}, transporttest.Answer{})
			entries := lines(t, func(ctx context.Context) {
				if _, err := f.client.Do(ctx, get("/rows")); err != nil {
					t.Error(err)
				}
				time.Sleep(time.Hour) // Nothing is said of a wait that has ended.
			})
			if len(entries) != 1 || entries[0]["waiting_for"] != "the end of the pause that the service asked for" {
				t.Errorf("%v", entries)
			}
		})
	})
}
