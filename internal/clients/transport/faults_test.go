// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
)

// turns is a clock that shows one time after the other, and the last one from then on.
type turns struct{ times []time.Time }

func (c *turns) Now() time.Time {
	now := c.times[0]
	if len(c.times) > 1 {
		c.times = c.times[1:]
	}
	return now
}

func (c *turns) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// TestAPauseThatBeginsWhileARequestWaits: the request gives its place back and waits for the pause.
func TestAPauseThatBeginsWhileARequestWaits(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.March, 2, 8, 0, 0, 0, time.UTC)
	open, closed := at.Add(time.Second), at.Add(-time.Second)
	// Open when the request comes, closed when it has its place, open from then on.
	l := newLimiter("Contoso", Limits{MaxConcurrent: 1}, &turns{[]time.Time{open, closed, open}})
	l.gate.until = at
	ctx, cancel := context.WithTimeout(withCall(t.Context(), &call{}), 5*time.Second)
	defer cancel()
	req, err := runtime.NewRequest(ctx, http.MethodGet, "https://contoso.example")
	if err != nil {
		t.Fatal(err)
	}
	release, err := l.admit(req)
	if err != nil {
		t.Fatalf("the place was not given back: %v", err)
	}
	if l.places.TryAcquire(1) {
		t.Error("the place is free while the request has it")
	}
	if release(); !l.places.TryAcquire(1) {
		t.Error("the place is taken after the request")
	}
}

// TestWaitsBeforeARequestEnd with its context, and say what was waited for.
func TestWaitsBeforeARequestEnd(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.March, 2, 8, 0, 0, 0, time.UTC)
	for name, prepare := range map[string]func(l *limiter){
		"the end of the pause that the service asked for":   func(l *limiter) { l.gate.until = at.Add(time.Hour) },
		"the service's limit of requests to allow one more": func(l *limiter) { l.window.reserve() },
	} {
		l := newLimiter("Contoso", Limits{MaxConcurrent: 1, Requests: 1, Window: time.Minute}, &turns{[]time.Time{at}})
		prepare(l)
		c := &call{}
		ctx, cancel := context.WithCancel(withCall(t.Context(), c))
		clock := &ending{turns{[]time.Time{at}}, cancel}
		l.gate.clock, l.window.clock = clock, clock
		req, err := runtime.NewRequest(ctx, http.MethodGet, "https://contoso.example")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.admit(req); !errors.Is(err, context.Canceled) || c.waiting != name {
			t.Errorf("%s: waiting for %s: %v", name, c.waiting, err)
		}
		if !l.places.TryAcquire(1) {
			t.Errorf("%s: the place stays taken", name)
		}
		cancel()
	}
}

// ending ends something at the first sleep.
type ending struct {
	turns
	end func()
}

func (c *ending) Sleep(ctx context.Context, _ time.Duration) error {
	c.end()
	return ctx.Err()
}

// TestACrowd expects those who have not come, each once.
func TestACrowd(t *testing.T) {
	t.Parallel()
	if (*Crowd)(nil).expecting() || crowdOf(t.Context()) != nil {
		t.Error("nobody expects anybody")
	}
	crowd := NewCrowd(2)
	one, done := crowd.Member(t.Context())
	for range 2 {
		if crowdOf(one) != crowd || !crowd.expecting() {
			t.Error("the second may still come")
		}
	}
	if done(); !crowd.expecting() {
		t.Error("the first left twice")
	}
	if _, done = crowd.Member(t.Context()); !crowd.expecting() {
		t.Error("the second has not come")
	}
	if done(); crowd.expecting() {
		t.Error("all have come")
	}
}

// TestTheLastOneWhoLeavesEndsTheBatch, and not the first; who leaves before it is on its way is not in it.
func TestTheLastOneWhoLeavesEndsTheBatch(t *testing.T) {
	t.Parallel()
	queues := &batchQueues{}
	one, two := &member{parts: make([]BatchPart, 1)}, &member{parts: make([]BatchPart, 2)}
	g := &gathering{queues: queues, members: []*member{one, two}, parts: 3}
	if late := g.part(two); late || len(g.members) != 1 || g.members[0] != one || g.parts != 1 {
		t.Errorf("late: %v, %d members, %d parts", late, len(g.members), g.parts)
	}
	ended := false
	g = &gathering{queues: queues, members: []*member{one, two}, closed: true, present: 2, cancel: func() { ended = true }}
	if late := g.part(one); !late || ended {
		t.Errorf("after the first: late %v, ended %v", late, ended)
	}
	if late := g.part(two); !late || !ended {
		t.Errorf("after the last: late %v, ended %v", late, ended)
	}
}

// TestWhatAGivenUpWriteLeavesOpen: only a write, one of whose attempts has no answer, may have been executed.
func TestWhatAGivenUpWriteLeavesOpen(t *testing.T) {
	t.Parallel()
	broken := errors.New("connection reset")
	for name, tc := range map[string]struct {
		call call
		last outcome
		want bool
	}{
		"a write without an answer":  {call{method: http.MethodPost, connected: true}, outcome{err: broken, sent: true}, true},
		"a write that lost one":      {call{method: http.MethodPost, lostBefore: true}, outcome{answer: &http.Response{StatusCode: http.StatusTooManyRequests, Header: http.Header{}, Body: http.NoBody}}, true},
		"a write that was throttled": {call{method: http.MethodPost, connected: true}, outcome{answer: &http.Response{StatusCode: http.StatusTooManyRequests, Header: http.Header{}, Body: http.NoBody}}, false},
		"a read without an answer":   {call{method: http.MethodGet, connected: true}, outcome{err: broken, sent: true}, false},
		"a read that lost one":       {call{method: http.MethodGet, connected: true, lostBefore: true}, outcome{err: broken, sent: true}, false},
	} {
		req, err := runtime.NewRequest(t.Context(), tc.call.method, "https://contoso.example/x")
		if err != nil {
			t.Fatal(err)
		}
		p := &retryPolicy{service: "Contoso", clock: &turns{[]time.Time{{}}}}
		var gaveUp *GaveUpError
		if got := p.giveUp(req, &tc.call, tc.last, "the time is over", context.DeadlineExceeded); !errors.As(got, &gaveUp) || gaveUp.Lost != tc.want || (gaveUp.Last != nil) != (tc.last.answer != nil) {
			t.Errorf("%s: %#v", name, got)
		}
	}
}

// TestAnAnswerThatHasBegunHasATimeOfItsOwn, however late it began.
func TestAnAnswerThatHasBegunHasATimeOfItsOwn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWatch(t.Context(), "Contoso", Patience{Write: 10 * time.Second, Body: time.Minute}, true)
		defer w.done()
		time.Sleep(9 * time.Second)
		w.begun()
		time.Sleep(59 * time.Second)
		if err := context.Cause(w.ctx); err != nil {
			t.Fatalf("ended within the time of the answer: %v", err)
		}
		time.Sleep(2 * time.Second)
		if slow, ok := errors.AsType[*SlowError](context.Cause(w.ctx)); !ok || !slow.Begun || slow.After != time.Minute {
			t.Errorf("after the time of the answer: %v", context.Cause(w.ctx))
		}
	})
}

// faultyBody fails to be read, or to be rewound for the n-th time from 0.
type faultyBody struct {
	*strings.Reader
	read    error
	rewinds []error
}

func (b *faultyBody) Read(p []byte) (int, error) {
	if b.read != nil {
		return 0, b.read
	}
	return b.Reader.Read(p)
}

func (b *faultyBody) Seek(offset int64, whence int) (int64, error) {
	if len(b.rewinds) > 0 {
		err := b.rewinds[0]
		if b.rewinds = b.rewinds[1:]; err != nil {
			return 0, err
		}
	}
	return b.Reader.Seek(offset, whence)
}

func (b *faultyBody) Close() error { return nil }

// TestABodyThatCannotBeRead does not travel in a batch as an empty one or as a part of itself.
func TestABodyThatCannotBeRead(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for name, tc := range map[string]struct {
		read    error
		rewinds []error
		want    error
	}{
		"whole":                {},
		"not rewound":          {rewinds: []error{broken}, want: broken},
		"not read":             {read: broken, want: broken},
		"not rewound after it": {rewinds: []error{nil, broken}, want: broken},
	} {
		req, err := runtime.NewRequest(t.Context(), http.MethodPost, "https://contoso.example")
		if err != nil {
			t.Fatal(err)
		}
		body := &faultyBody{Reader: strings.NewReader("{}")}
		if err := req.SetBody(body, "application/json"); err != nil {
			t.Fatal(err)
		}
		body.read, body.rewinds = tc.read, tc.rewinds
		if part, err := partOf(req); !errors.Is(err, tc.want) || err == nil && string(part.Body) != "{}" {
			t.Errorf("%s: %q, %v", name, part.Body, err)
		}
	}
}

// TestFinalErrors are those that the next attempt would meet again, however they are wrapped.
func TestFinalErrors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  error
		want bool
	}{
		{context.Canceled, true},
		{context.DeadlineExceeded, true},
		{&OriginError{}, true},
		{&TokenError{}, true},
		{&TooLargeError{}, true},
		{&HeaderError{}, true},
		{&tls.CertificateVerificationError{Err: errors.New("expired")}, true},
		{tls.RecordHeaderError{}, true},
		{&net.DNSError{IsNotFound: true}, true},
		{&net.DNSError{IsTemporary: true}, false},
		{io.ErrUnexpectedEOF, false},
	} {
		if got := IsFinal(fmt.Errorf("asking: %w", test.err)); got != test.want {
			t.Errorf("%T (%v): %v", test.err, test.err, got)
		}
	}
}
