// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

func refusal(t *testing.T, err error) *odatasvc.Error {
	t.Helper()
	var e *odatasvc.Error
	if !errors.As(err, &e) {
		t.Fatalf("refused with %v", err)
	}
	return e
}

func TestDataverseLimits(t *testing.T) {
	t.Parallel()
	to, r := route{api: apiDataverse}, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	fill := func(n int, age, took time.Duration) *limits {
		l := newLimits()
		u := l.usage(apiDataverse, "me")
		for range n {
			u.entries = append(u.entries, entry{time.Now().Add(-age), took})
		}
		return l
	}
	for name, tc := range map[string]struct {
		limits     *limits
		code, text string
	}{
		"below":            {limits: fill(limitRequests-1, time.Minute, 0)},
		"too many":         {fill(limitRequests, time.Minute, 0), "0x80072322", "Number of requests exceeded the limit of 6000 over time window of 300 seconds."},
		"left the window":  {limits: fill(limitRequests, limitWindow, 0)},
		"too much work":    {fill(21, time.Minute, time.Minute), "0x80072321", "Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over time window of 300 seconds."},
		"another user's":   {limits: newLimits()},
		"nothing enforced": {},
	} {
		release, err := tc.limits.enter(r, to, "me")
		release()
		if tc.code == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if e := refusal(t, err); e.Code != tc.code || !strings.HasPrefix(e.Message, tc.text) || e.Status != http.StatusTooManyRequests || e.Header.Get("Retry-After") == "" {
			t.Errorf("%s: %v", name, e)
		}
	}
	l := newLimits()
	for range limitConcurrent {
		release, err := l.enter(r, to, "me")
		if err != nil {
			t.Fatal(err)
		}
		defer release()
	}
	_, err := l.enter(r, to, "me")
	if e := refusal(t, err); e.Code != "0x80072326" || e.Message != "Number of concurrent requests exceeded the limit of 52." || e.Status != http.StatusTooManyRequests {
		t.Errorf("concurrent: %v", e)
	}
	if release, err := l.enter(r, to, "you"); err != nil {
		t.Errorf("another user: %v", err)
	} else {
		release()
	}
}

func TestBusinessCentralLimits(t *testing.T) {
	t.Parallel()
	to, l := route{api: apiBusinessCentral}, newLimits()
	ctx, cancel := context.WithCancel(t.Context())
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil)
	releases := make([]func(), 0, limitParallel)
	for range limitParallel {
		release, err := l.enter(r, to, "me")
		if err != nil {
			t.Fatal(err)
		}
		releases = append(releases, release)
	}
	admitted := make(chan error, 1)
	go func() {
		release, err := l.enter(r, to, "me")
		release()
		admitted <- err
	}()
	select {
	case err := <-admitted:
		t.Fatalf("a sixth request did not wait: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	releases[0]()
	if err := <-admitted; err != nil {
		t.Errorf("the queued request: %v", err)
	}
	l.usage(apiBusinessCentral, "me").waiting = limitQueue
	_, err := l.enter(r, to, "me")
	if e := refusal(t, err); e.Status != http.StatusTooManyRequests || e.Header.Get("Retry-After") != "" || !strings.Contains(e.Message, "Actual (96). Maximum (95).") {
		t.Errorf("a full queue: %v", e)
	}
	l.usage(apiBusinessCentral, "me").waiting = 0
	again, err := l.enter(r, to, "me") // takes the free place
	if err != nil {
		t.Fatal(err)
	}
	defer again()
	cancel()
	_, err = l.enter(r, to, "me")
	if e := refusal(t, err); e.Status != http.StatusServiceUnavailable {
		t.Errorf("a request that gave up: %v", e)
	}
}
