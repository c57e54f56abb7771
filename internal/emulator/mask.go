// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/entra"
)

const redacted = "redacted"

var (
	// webToken is a JSON Web Token, also one that a fault has cut off.
	webToken = regexp.MustCompile(`\beyJ[0-9A-Za-z_-]+(?:\.[0-9A-Za-z_-]*){0,4}`)
	// namedSecret is a secret behind its name, in a query, a form, a header of a batch or a piece of JSON.
	namedSecret = regexp.MustCompile(`(?i)\b((?:client_secret|client_assertion|assertion|access_token|refresh_token|id_token|oidctoken|secrettext|password)["']?\s*[:=]\s*["']?)[^"'&\s,;}]+`)
	// namedCredentials is a header that authenticates, in the text of a batch.
	namedCredentials = regexp.MustCompile(`(?im)^((?:proxy-)?authorization\s*:\s*)((?:basic|bearer)\s+)?[^\r\n]+`)
)

// secret reports whether a column, parameter or header of that name holds a secret.
func secret(name string) bool {
	switch strings.ToLower(name) {
	case "client_secret", "client_assertion", "assertion", "access_token", "refresh_token", "id_token", "oidctoken", "secrettext", "password",
		"cookie", "set-cookie", "x-identity-header":
		return true
	}
	return false
}

// maskHeader masks what authenticates in the value of a header.
func maskHeader(name, text string) string {
	switch lower := strings.ToLower(name); {
	case secret(lower):
		return redacted
	case lower == "authorization" || lower == "proxy-authorization":
		if scheme, _, ok := strings.Cut(text, " "); ok {
			return scheme + " " + redacted
		}
		return redacted
	}
	return maskText(text)
}

// maskText masks the secrets that can be told in any text.
func maskText(text string) string {
	if strings.Contains(text, "eyJ") {
		text = webToken.ReplaceAllString(text, redacted)
	}
	if suspicious(text) {
		text = namedSecret.ReplaceAllString(text, "${1}"+redacted)
		text = namedCredentials.ReplaceAllString(text, "${1}${2}"+redacted)
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, ClientSecret, redacted), entra.RequestToken, redacted)
}

// suspicious reports whether a text may name a secret: large pages have many texts, and hardly one that does.
func suspicious(text string) bool {
	if !strings.ContainsAny(text, ":=") {
		return false
	}
	lower := strings.ToLower(text)
	for _, word := range []string{"secret", "token", "assertion", "password", "authorization"} {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return false
}

func maskForm(body string) string {
	form, err := url.ParseQuery(body)
	if err != nil {
		return redacted
	}
	for name, values := range form {
		for i, value := range values {
			values[i] = maskText(value)
		}
		if secret(name) {
			form.Set(name, redacted)
		}
	}
	return maskText(form.Encode())
}

// mask replaces secrets in JSON, and shortens solution files to a base64 text that still is one.
func mask(name string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, item := range v {
			v[k] = mask(k, item)
		}
	case []any:
		for i, item := range v {
			v[i] = mask(name, item)
		}
	case string:
		if name == "CustomizationFile" && len(v) > 64 {
			return v[:64]
		}
		return maskHeader(name, v)
	}
	return v
}
