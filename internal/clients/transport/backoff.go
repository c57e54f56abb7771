// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	firstDelay = time.Second
	maxDelay   = 30 * time.Second
)

// backoff computes the wait before the next attempt.
type backoff struct{ jitter func() float64 }

// delay returns a wait that doubles with each attempt, 1 s, 2 s, 4 s, up to 30 s, each lengthened by up to a half, so that
// callers that failed together do not return together. A Retry-After lengthens it and never shortens it: a service that says
// 0 would otherwise get requests without end.
func (b backoff) delay(attempt int, answer *http.Response, now time.Time) time.Duration {
	d := maxDelay
	if attempt >= 1 && attempt <= 5 {
		d = firstDelay << (attempt - 1)
	}
	if answer != nil {
		if asked, ok := RetryAfter(answer.Header, now); ok && asked >= d {
			return asked
		}
	}
	return d + time.Duration(b.jitter()*float64(d)/2)
}

// maxRetryAfter is the longest wait that is believed, in seconds. No operation is that patient.
const maxRetryAfter = 1e6

// RetryAfter reads Retry-After as RFC 9110 defines it: seconds, or a date, which counts from the answer's own Date, as the
// clocks of the two machines may differ. Dataverse is known to send fractions of a second too. What is neither, or negative,
// says nothing.
func RetryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value == "" {
		return 0, false
	}
	if seconds, err := strconv.ParseFloat(value, 64); err == nil {
		if !(seconds >= 0) { // NaN is not
			return 0, false
		}
		return time.Duration(min(seconds, maxRetryAfter) * float64(time.Second)), true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	if sent, err := http.ParseTime(h.Get("Date")); err == nil {
		now = sent
	}
	return max(at.Sub(now), 0), true
}
