// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package redact_test

import (
	"html"
	"net/url"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

// FuzzText quotes a secret as services do; it never shows.
func FuzzText(f *testing.F) {
	f.Fuzz(func(t *testing.T, before, after string) {
		const secret = "c4n4ry~/+ of.a&secret"
		var secrets redact.Secrets
		secrets.Add(secret)
		for _, form := range []string{secret, url.QueryEscape(secret), url.PathEscape(secret), html.EscapeString(secret), url.QueryEscape(url.QueryEscape(secret))} {
			if got := secrets.Text(before + form + after); strings.Contains(got, form) {
				t.Errorf("it shows: %q", got)
			}
		}
	})
}
