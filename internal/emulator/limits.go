// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// Documented limits: Microsoft Learn, "Service protection API limits" (Dataverse) and
// "Operational limits for Business Central Online".
const (
	limitWindow      = 5 * time.Minute
	limitRequests    = 6000
	limitExecution   = 20 * time.Minute
	limitConcurrent  = 52
	limitParallel    = 5
	limitQueue       = 95
	limitQueuePeriod = 8 * time.Minute
)

// Codes of Dataverse's service protection limits.
const (
	codeLimitExecution  = "0x80072321"
	codeLimitRequests   = "0x80072322"
	codeLimitConcurrent = "0x80072326"
)

// limits counts requests by user and service; nil enforces nothing.
type limits struct {
	mu    sync.Mutex
	users map[string]*usage
}

type usage struct {
	entries  []entry // within the window, in order
	running  int
	waiting  int
	parallel chan struct{}
}

type entry struct {
	at   time.Time
	took time.Duration
}

func newLimits() *limits { return &limits{users: map[string]*usage{}} }

// enter admits a request or refuses it; the caller must call release in either case.
func (l *limits) enter(r *http.Request, to route, user string) (release func(), refused error) {
	if l == nil {
		return func() {}, nil
	}
	if to.api == apiBusinessCentral {
		return l.enterBusinessCentral(r, user)
	}
	if to.api != apiDataverse {
		return func() {}, nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	u := l.usage(apiDataverse, user)
	spent := u.prune(time.Now())
	switch {
	case len(u.entries) >= limitRequests:
		return func() {}, u.throttled(codeLimitRequests, "Number of requests exceeded the limit of 6000 over time window of 300 seconds.")
	case spent >= limitExecution:
		return func() {}, u.throttled(codeLimitExecution, "Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.")
	case u.running >= limitConcurrent:
		return func() {}, throttle(codeLimitConcurrent, "Number of concurrent requests exceeded the limit of 52.", time.Second)
	}
	u.running++
	start := time.Now()
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		u.running--
		u.entries = append(u.entries, entry{start, time.Since(start)})
	}, nil
}

func (l *limits) enterBusinessCentral(r *http.Request, user string) (func(), error) {
	l.mu.Lock()
	u := l.usage(apiBusinessCentral, user)
	u.prune(time.Now())
	if actual, limit := u.exceeded(); limit > 0 {
		l.mu.Unlock()
		return func() {}, odatasvc.Errorf(http.StatusTooManyRequests, "Application_TooManyRequests", "Too many requests reached. Actual (%d). Maximum (%d).", actual, limit)
	}
	u.entries = append(u.entries, entry{at: time.Now()})
	u.waiting++
	l.mu.Unlock()
	ctx, cancel := context.WithTimeout(r.Context(), limitQueuePeriod)
	defer cancel()
	var err error
	select {
	case u.parallel <- struct{}{}:
	case <-ctx.Done():
		err = &odatasvc.Error{
			Status: http.StatusServiceUnavailable, Code: "Internal_TenantUnavailable", Message: "The request waited too long for its turn.",
			Header: http.Header{"Retry-After": {"60"}},
		}
	}
	l.mu.Lock()
	u.waiting--
	l.mu.Unlock()
	if err != nil {
		return func() {}, err
	}
	return func() { <-u.parallel }, nil
}

// exceeded returns the limit of Business Central that one more request would exceed, or 0.
func (u *usage) exceeded() (actual, limit int) {
	switch {
	case len(u.entries) >= limitRequests:
		return len(u.entries) + 1, limitRequests
	case u.waiting >= limitQueue:
		return u.waiting + 1, limitQueue
	}
	return 0, 0
}

// headers returns the headers that report the remaining limits to a Dataverse caller.
func (l *limits) headers(h http.Header, to route, user string) {
	if l == nil || to.api != apiDataverse {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	u := l.usage(apiDataverse, user)
	spent := u.prune(time.Now())
	h.Set("x-ms-ratelimit-burst-remaining-xrm-requests", strconv.Itoa(max(0, limitRequests-len(u.entries)-1)))
	h.Set("x-ms-ratelimit-time-remaining-xrm-requests", strconv.FormatFloat((limitExecution-spent).Seconds(), 'f', 2, 64))
}

func (l *limits) usage(api, user string) *usage {
	key := api + "/" + user
	if l.users[key] == nil {
		l.users[key] = &usage{parallel: make(chan struct{}, limitParallel)}
	}
	return l.users[key]
}

// prune drops requests that have left the window and returns the execution time within it.
func (u *usage) prune(now time.Time) time.Duration {
	kept, spent := u.entries[:0], time.Duration(0)
	for _, e := range u.entries {
		if now.Sub(e.at) < limitWindow {
			kept = append(kept, e)
			spent += e.took
		}
	}
	u.entries = kept
	return spent
}

// throttled asks the client to retry when the oldest request leaves the window.
func (u *usage) throttled(code, message string) error {
	wait := limitWindow
	if len(u.entries) > 0 {
		wait = limitWindow - time.Since(u.entries[0].at)
	}
	return throttle(code, message, wait)
}

func throttle(code, message string, wait time.Duration) error {
	return &odatasvc.Error{
		Status: http.StatusTooManyRequests, Code: code, Message: message,
		Header: http.Header{"Retry-After": {strconv.Itoa(int(wait.Seconds()) + 1)}},
	}
}
