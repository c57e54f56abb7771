// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"net/http"
	"testing"
	"time"
)

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.March, 2, 8, 0, 0, 0, time.UTC)
	tests := []struct {
		header string
		want   time.Duration
		ok     bool
	}{
		{"", 0, false},
		{"7", 7 * time.Second, true},
		{" 0 ", 0, true},
		{"1.5", 1500 * time.Millisecond, true},
		{"-3", 0, false},
		{"1e300", 1e6 * time.Second, true},
		{"NaN", 0, false},
		{"Inf", 1e6 * time.Second, true},
		{"-Inf", 0, false},
		{"soon", 0, false},
		{"Mon, 02 Mar 2026 08:00:42 GMT", 42 * time.Second, true},
		{"Mon, 02 Mar 2026 07:00:00 GMT", 0, true},
	}
	for _, test := range tests {
		got, ok := RetryAfter(http.Header{"Retry-After": {test.header}}, now)
		if got != test.want || ok != test.ok {
			t.Errorf("%q: %v, %v; want %v, %v", test.header, got, ok, test.want, test.ok)
		}
	}
}

// TestRetryAfterCountsFromTheAnswersDate: the clocks of the two machines may differ by hours.
func TestRetryAfterCountsFromTheAnswersDate(t *testing.T) {
	t.Parallel()
	h := http.Header{"Retry-After": {"Mon, 02 Mar 2026 08:00:42 GMT"}, "Date": {"Mon, 02 Mar 2026 08:00:00 GMT"}}
	for _, now := range []time.Time{time.Date(2026, 3, 2, 5, 0, 0, 0, time.UTC), time.Date(2026, 3, 2, 11, 0, 0, 0, time.UTC)} {
		if got, ok := RetryAfter(h, now); got != 42*time.Second || !ok {
			t.Errorf("at %v: %v, %v", now, got, ok)
		}
	}
}

// TestRetryAfterNeverShortensTheWait: a service that says 0 would otherwise get thousands of requests.
func TestRetryAfterNeverShortensTheWait(t *testing.T) {
	t.Parallel()
	b := backoff{jitter: func() float64 { return 0 }}
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	for _, header := range []string{"", "0", "0.001", "1.5", "-1", "-0.5", "NaN", "-Inf", "soon", "Mon, 02 Mar 2026 07:00:00 GMT", "Mon, 02 Mar 2026 08:00:01 GMT"} {
		for attempt, least := range map[int]time.Duration{1: time.Second, 3: 4 * time.Second, 9: 30 * time.Second} {
			if got := b.delay(attempt, &http.Response{Header: http.Header{"Retry-After": {header}}}, now); got < least {
				t.Errorf("%q, attempt %d: %v, want at least %v", header, attempt, got, least)
			}
		}
	}
	if got := b.delay(1, &http.Response{Header: http.Header{"Retry-After": {"315"}}}, now); got != 315*time.Second {
		t.Errorf("315 s: %v", got)
	}
	b.jitter = func() float64 { return 0.5 }
	if got := b.delay(1, &http.Response{Header: http.Header{"Retry-After": {"1"}}}, now); got != time.Second {
		t.Errorf("as long as the wait would be without it: %v", got)
	}
}

func TestBackoffDoublesWithJitter(t *testing.T) {
	t.Parallel()
	b := backoff{jitter: func() float64 { return 0.5 }}
	for attempt, want := range map[int]time.Duration{
		1: 1250 * time.Millisecond, 2: 2500 * time.Millisecond, 5: 20 * time.Second, 6: 37500 * time.Millisecond,
		1000: 37500 * time.Millisecond,
	} {
		if got := b.delay(attempt, nil, time.Time{}); got != want {
			t.Errorf("attempt %d: %v, want %v", attempt, got, want)
		}
	}
}

func TestRequestID(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"x-ms-service-request-id": "a", "REQ_ID": "a", "request-id": "a"} {
		h := http.Header{}
		h.Set(name, "a,b")
		if got := RequestID(h); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := RequestID(http.Header{}); got != "" {
		t.Error(got)
	}
}

func TestClaimsOf(t *testing.T) {
	t.Parallel()
	for challenge, want := range map[string]string{
		`Bearer realm="x", error="insufficient_claims", claims="eyJhIjoxfQ=="`: `{"a":1}`,
		`Bearer error="insufficient_claims", claims="eyJhIjoxfQ"`:              `{"a":1}`,
		`Bearer error="invalid_token", claims="eyJhIjoxfQ=="`:                  "",
		`Bearer error="insufficient_claims", claims="###"`:                     "",
		`Bearer error="insufficient_claims"`:                                   "",
		`Bearer error="insufficient_claims", claims="eyJhIjoxfQ`:               "", // cut off
		`Bearer error="insufficient_claims", claims="eyJhIjoiPz8_In0"`:         `{"a":"???"}`,
	} {
		if got := claimsOf(http.Header{"Www-Authenticate": {challenge}}); got != want {
			t.Errorf("%s: %q, want %q", challenge, got, want)
		}
	}
	several := http.Header{"Www-Authenticate": {`Basic realm="x", claims="Zm9v"`, `Bearer error="insufficient_claims"`, `Bearer error="insufficient_claims", claims="eyJhIjoxfQ=="`}}
	if got := claimsOf(several); got != `{"a":1}` {
		t.Errorf("of several challenges: %q", got)
	}
}
