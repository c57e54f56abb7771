// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"encoding/base64"
	"net/http"
	"strings"
)

// claimsOf returns the claims that a 401 challenges for (continuous access evaluation), or "".
// https://learn.microsoft.com/entra/identity-platform/claims-challenge
func claimsOf(h http.Header) string {
	for _, challenge := range h.Values("WWW-Authenticate") {
		if !strings.Contains(challenge, "insufficient_claims") {
			continue
		}
		_, rest, found := strings.Cut(challenge, `claims="`)
		encoded, _, closed := strings.Cut(rest, `"`)
		if !found || !closed {
			continue
		}
		for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.RawURLEncoding} {
			if claims, err := encoding.DecodeString(encoded); err == nil {
				return string(claims)
			}
		}
	}
	return ""
}
