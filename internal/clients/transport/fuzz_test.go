// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// FuzzRetryAfter reads the header of a throttled answer: never a time in the past.
func FuzzRetryAfter(f *testing.F) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, retryAfter, date string) {
		wait, ok := transport.RetryAfter(http.Header{"Retry-After": {retryAfter}, "Date": {date}}, now)
		if wait < 0 || !ok && wait != 0 {
			t.Errorf("%q at %q: %s, %t", retryAfter, date, wait, ok)
		}
	})
}

// FuzzSameOrigin compares addresses that a service sends with its own.
func FuzzSameOrigin(f *testing.F) {
	own := &url.URL{Scheme: "https", Host: "contoso.example"}
	f.Fuzz(func(t *testing.T, address string) {
		u, err := url.Parse(address)
		if err != nil || !transport.SameOrigin(own, u) {
			return
		}
		if u.Scheme != "https" || u.User != nil || u.Port() != "" && u.Port() != "443" {
			t.Errorf("%q passes for %s", address, own)
		}
	})
}
