// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth_test

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
)

// FuzzIssuerOfToken reads texts as tokens: an issuer is an https origin, or there is none.
func FuzzIssuerOfToken(f *testing.F) {
	f.Fuzz(func(t *testing.T, token string) {
		if u := auth.IssuerOfToken(token); u != nil && (u.Scheme != "https" || u.Host == "") {
			t.Errorf("%q gives the issuer %s", token, u)
		}
	})
}
