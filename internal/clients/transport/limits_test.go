// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// TestA429PausesEveryCaller: while one caller waits for a 429, another one's request waits too.
func TestA429PausesEveryCaller(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var sent []string
	clock := transporttest.NewClock()
	network := transporttest.NewNetworkFunc(func(n int, r *http.Request) transporttest.Answer {
		mu.Lock()
		defer mu.Unlock()
		sent = append(sent, fmt.Sprintf("%s at %s", r.URL.Path, clock.Now().Format("05")))
		if n == 0 {
			return transporttest.Answer{Status: 429, Header: http.Header{"Retry-After": {"20"}}}
		}
		return transporttest.Answer{}
	})
	// The second caller comes when the first has begun to wait.
	hook := &hookedClock{Clock: clock}
	f := newFixture(t, func(o *transport.Options) { o.Transporter, o.Clock = network, hook })
	hook.onSleep = func() {
		if _, err := f.client.Do(t.Context(), get("/second")); err != nil {
			t.Error(err)
		}
	}
	if _, err := f.client.Do(t.Context(), post("/first", "{}")); err != nil {
		t.Fatal(err)
	}
	want := "/first at 00, /second at 20, /first at 20"
	if got := strings.Join(sent, ", "); got != want {
		t.Errorf("sent %q, want %q", got, want)
	}
}

// TestAFailurePausesItsCallerOnly: only a 429 asks everybody to wait.
func TestAFailurePausesItsCallerOnly(t *testing.T) {
	t.Parallel()
	hook := &hookedClock{Clock: transporttest.NewClock()}
	f := newFixture(t, func(o *transport.Options) { o.Clock = hook }, transporttest.Answer{Status: http.StatusServiceUnavailable}, transporttest.Answer{})
	hook.onSleep = func() {
		begun := hook.Now()
		if _, err := f.client.Do(t.Context(), get("/second")); err != nil || hook.Now() != begun {
			t.Errorf("%v, after %s", err, hook.Now().Sub(begun))
		}
	}
	if _, err := f.client.Do(t.Context(), get("/first")); err != nil {
		t.Fatal(err)
	}
	if sent := len(f.network.Requests()); sent != 3 {
		t.Errorf("%d requests", sent)
	}
}

// hookedClock runs a function at the first sleep.
type hookedClock struct {
	*transporttest.Clock
	done    atomic.Bool
	onSleep func()
}

func (h *hookedClock) Sleep(ctx context.Context, d time.Duration) error {
	if h.done.CompareAndSwap(false, true) {
		// What the other caller waited for has passed for this one too.
		h.onSleep()
		return nil
	}
	return h.Clock.Sleep(ctx, d)
}

func TestConcurrencyIsLimited(t *testing.T) {
	t.Parallel()
	const limit, calls = 5, 40
	var running, most atomic.Int64
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		n := running.Add(1)
		for old := most.Load(); n > old; old = most.Load() {
			if most.CompareAndSwap(old, n) {
				break
			}
		}
		time.Sleep(10 * time.Millisecond)
		running.Add(-1)
		w.WriteHeader(http.StatusNoContent)
	}))
	defer server.Close()
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	client, err := transport.New(transport.Options{
		Service: "Contoso", Origin: u, Transporter: server.Client(), Limits: transport.Limits{MaxConcurrent: limit},
	})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range calls {
		wg.Go(func() {
			if _, err := client.Do(t.Context(), &transport.Request{Method: "GET", URL: server.URL + "/x"}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := most.Load(); got != limit {
		t.Errorf("%d at once, want %d", got, limit)
	}
}

func TestAWaitForAPlaceEndsWithTheContext(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	entered := make(chan struct{})
	f := newFixture(t, func(o *transport.Options) {
		o.MaxConcurrent = 1
		o.Transporter = transporttest.NewNetworkFunc(func(int, *http.Request) transporttest.Answer {
			close(entered)
			<-release
			return transporttest.Answer{}
		})
	})
	done := make(chan error, 1)
	go func() {
		_, err := f.client.Do(context.Background(), get("/holds"))
		done <- err
	}()
	<-entered
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	_, err := f.client.Do(ctx, post("/waits", "{}"))
	if !errors.Is(err, context.DeadlineExceeded) || transport.IsAnswerLost(err) {
		t.Errorf("error: %v", err)
	}
	close(release)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestTheWindowAdmitsNoMoreThanItsLimit(t *testing.T) {
	t.Parallel()
	f := newFixture(t, func(o *transport.Options) {
		o.Limits = transport.Limits{Requests: 3, Window: time.Minute}
	}, transporttest.Answer{})
	at := make([]string, 0, 7)
	for range 7 {
		if _, err := f.client.Do(t.Context(), get("/x")); err != nil {
			t.Fatal(err)
		}
		at = append(at, f.clock.Now().Format("04:05"))
		f.clock.Advance(time.Second)
	}
	want := "00:00 00:01 00:02 01:00 01:01 01:02 02:00"
	if got := strings.Join(at, " "); got != want {
		t.Errorf("admitted at %s, want %s", got, want)
	}
}

func TestDocumentedLimits(t *testing.T) {
	t.Parallel()
	bc, dv, graph := transport.BusinessCentralLimits(), transport.DataverseLimits(), transport.GraphLimits()
	if bc.MaxConcurrent > 5 || bc.Requests > 6000 || bc.Window != 5*time.Minute {
		t.Errorf("Business Central: %+v", bc)
	}
	if dv.MaxConcurrent > 52 || dv.Requests > 6000 || dv.Window != 5*time.Minute {
		t.Errorf("Dataverse: %+v", dv)
	}
	if graph.MaxConcurrent == 0 {
		t.Errorf("Graph: %+v", graph)
	}
}
