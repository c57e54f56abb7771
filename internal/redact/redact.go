// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package redact takes credentials out of whatever leaves the provider or the emulator: diagnostics, logs, recorded traffic.
// It recognizes tokens by their shape, and the secrets that it was given by their value, in every form in which a service
// or a library quotes them.
package redact

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Mark stands where a secret was.
const Mark = "redacted"

// minLength is the length below which a value is no secret: it would be found in ordinary words.
const minLength = 4

// Secrets are the values that must not be shown. The zero value knows shapes only; a nil *Secrets is that too. It is safe
// for concurrent use.
type Secrets struct {
	mu     sync.RWMutex
	values []string // longest first, so that a value is replaced before its own parts
}

// Add makes values secret, also as they are encoded in an address, a form, JSON, HTML and base64, and in two of these at once.
// Values shorter than four characters are ignored.
func (s *Secrets) Add(values ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, value := range values {
		if len(value) < minLength {
			continue
		}
		for _, form := range forms(value) {
			if !slices.Contains(s.values, form) {
				s.values = append(s.values, form)
			}
		}
	}
	slices.SortStableFunc(s.values, func(a, b string) int { return len(b) - len(a) })
}

// Text returns the text without secrets.
func (s *Secrets) Text(text string) string {
	if s != nil {
		s.mu.RLock()
		for _, value := range s.values {
			text = strings.ReplaceAll(text, value, Mark)
		}
		if strings.Contains(text, "\n") || strings.Contains(text, `\n`) {
			for _, value := range s.values {
				text = withoutWrapped(text, value)
			}
		}
		s.mu.RUnlock()
	}
	return shapes(text)
}

const quote = `(?:\\*["']|&quot;|&#34;|&#x22;)`

const named = `client_secret|client_assertion|assertion|access_?token|refresh_?token|id_?token|oidc_?token|secrettext|password`

// The shapes. A named value stands in JSON, in a form, in an argument or in an element, encoded or not; "password: …" in a sentence
// is left alone. A web token may be wrapped.
var (
	webToken    = regexp.MustCompile(`(\b|%[0-9A-Fa-f]{2})eyJ[0-9A-Za-z_-]{4,}(?:(?:\.|%2[Ee])[0-9A-Za-z_-]*){0,4}(?:\r?\n[ \t]*[0-9A-Za-z_.-]{20,})*`)
	namedSecret = regexp.MustCompile(`(?i)((?:` + named + `)(?:` + quote + `\s*:\s*|\s*=\s*|>|%(?:25)*22%(?:25)*3a(?:%(?:25)*20|\+)*|%(?:25)*3d)(?:` + quote + `|%(?:25)*22)?)([^"'&\s,;}\\%<][^"'&\s,;}\\]*)`)
	header      = regexp.MustCompile(`(?i)(\b(?:proxy-)?authorization["']?\s*:\s*["']?)((?:basic|bearer|negotiate)\s+)?[^\r\n"']+`)
	bearer      = regexp.MustCompile(`(?i)(\bbearer(?:\s+|%20|\+))[0-9A-Za-z._~+/-]{20,}=*`)
	privateKey  = regexp.MustCompile(`(?s)(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(-----END|$)`)
)

// shapes replaces what looks like a credential.
func shapes(text string) string {
	if !suspicious(text) {
		return text
	}
	text = webToken.ReplaceAllString(text, "${1}"+Mark)
	text = namedSecret.ReplaceAllString(text, "${1}"+Mark)
	text = header.ReplaceAllString(text, "${1}${2}"+Mark)
	text = bearer.ReplaceAllString(text, "${1}"+Mark)
	return privateKey.ReplaceAllString(text, "${1}"+Mark+"${2}")
}

// suspicious is a quick check: large pages have many texts, and hardly any contains a secret.
func suspicious(text string) bool {
	if strings.Contains(text, "eyJ") {
		return true
	}
	if len(text) < minLength {
		return false
	}
	lower := strings.ToLower(text)
	for _, word := range []string{"secret", "token", "assertion", "password", "authorization", "bearer", "private key"} {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return false
}
