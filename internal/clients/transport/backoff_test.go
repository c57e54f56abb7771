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
		{"1e300", 0, false},
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
	} {
		if got := claimsOf(http.Header{"Www-Authenticate": {challenge}}); got != want {
			t.Errorf("%s: %q, want %q", challenge, got, want)
		}
	}
}
