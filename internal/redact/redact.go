// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package redact takes credentials out of whatever leaves the provider or the emulator: diagnostics, logs, recorded traffic.
// It recognizes tokens by their shape, and the secrets that it was given by their value, in every form in which a service
// or a library quotes them.
package redact

import (
	"encoding/json"
	"net/url"
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

// Add makes values secret, also as they are encoded in an address, a form and in JSON. Values shorter than four characters
// are ignored.
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
		s.mu.RUnlock()
	}
	return shapes(text)
}

// forms returns a value as itself, and as it stands in a query, a path and a JSON text. Encoders differ in the case of
// the digits after a percent sign.
func forms(value string) []string {
	out := []string{value}
	for _, encoded := range []string{url.QueryEscape(value), url.PathEscape(value), strings.ReplaceAll(url.QueryEscape(value), "+", "%20")} {
		out = append(out, encoded, lowerDigits(encoded))
	}
	if quoted, err := json.Marshal(value); err == nil {
		out = append(out, strings.Trim(string(quoted), `"`))
	}
	if plain, err := url.QueryUnescape(value); err == nil && len(plain) >= minLength {
		out = append(out, plain)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var escape = regexp.MustCompile(`%[0-9A-F]{2}`)

func lowerDigits(encoded string) string { return escape.ReplaceAllStringFunc(encoded, strings.ToLower) }

const named = `client_secret|client_assertion|assertion|access_?token|refresh_?token|id_?token|oidc_?token|secrettext|password`

// The shapes. A named value stands in JSON, in a form or in an argument; "password: …" in a sentence is left alone.
var (
	webToken    = regexp.MustCompile(`(\b|%[0-9A-Fa-f]{2})eyJ[0-9A-Za-z_-]{4,}(?:(?:\.|%2[Ee])[0-9A-Za-z_-]*){0,4}`)
	namedSecret = regexp.MustCompile(`(?i)((?:` + named + `)(?:\\*["']\s*:\s*|\s*=\s*|%22%3a(?:%20|\+)*|%3d)(?:\\*["']|%22)?)([^"'&\s,;}\\%][^"'&\s,;}\\]*)`)
	header      = regexp.MustCompile(`(?i)(\b(?:proxy-)?authorization["']?\s*:\s*["']?)((?:basic|bearer|negotiate)\s+)?[^\r\n"']+`)
	bearer      = regexp.MustCompile(`(?i)(\bbearer(?:\s+|%20|\+))[0-9A-Za-z._~+/-]{20,}=*`)
)

// shapes replaces what looks like a credential.
func shapes(text string) string {
	if !suspicious(text) {
		return text
	}
	text = webToken.ReplaceAllString(text, "${1}"+Mark)
	text = namedSecret.ReplaceAllString(text, "${1}"+Mark)
	text = header.ReplaceAllString(text, "${1}${2}"+Mark)
	return bearer.ReplaceAllString(text, "${1}"+Mark)
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
	for _, word := range []string{"secret", "token", "assertion", "password", "authorization", "bearer"} {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return false
}
