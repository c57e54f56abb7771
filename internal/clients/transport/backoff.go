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

// delay returns what the answer's Retry-After asks for, else a wait that doubles with each attempt: 1 s, 2 s, 4 s, up
// to 30 s, each lengthened by up to a half, so that callers that failed together do not return together.
func (b backoff) delay(attempt int, answer *http.Response, now time.Time) time.Duration {
	if answer != nil {
		if d, ok := RetryAfter(answer.Header, now); ok {
			return d
		}
	}
	d := maxDelay
	if attempt >= 1 && attempt <= 5 {
		d = firstDelay << (attempt - 1)
	}
	return d + time.Duration(b.jitter()*float64(d)/2)
}

// RetryAfter reads Retry-After as RFC 9110 defines it: seconds, or a date. Dataverse is known to send fractions of a
// second too.
func RetryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value == "" {
		return 0, false
	}
	if seconds, err := strconv.ParseFloat(value, 64); err == nil {
		if seconds < 0 || seconds > 1e6 {
			return 0, false
		}
		return time.Duration(seconds * float64(time.Second)), true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	return max(at.Sub(now), 0), true
}
