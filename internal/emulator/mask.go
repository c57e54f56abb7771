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
	// webToken is a JSON Web Token, including one that a fault has truncated.
	webToken = regexp.MustCompile(`\beyJ[0-9A-Za-z_-]+(?:\.[0-9A-Za-z_-]*){0,4}`)
	// namedSecret is a secret after its name, in a query, a form, a header of a batch or a piece of JSON.
	namedSecret = regexp.MustCompile(`(?i)\b((?:client_secret|client_assertion|assertion|access_token|refresh_token|id_token|oidctoken|secrettext|password)["']?\s*[:=]\s*["']?)[^"'&\s,;}]+`)
	// namedCredentials is an authentication header within the text of a batch.
	namedCredentials = regexp.MustCompile(`(?im)^((?:proxy-)?authorization\s*:\s*)((?:basic|bearer)\s+)?[^\r\n]+`)
)

// secret reports whether a column, parameter or header with that name holds a secret.
func secret(name string) bool {
	switch strings.ToLower(name) {
	case "client_secret", "client_assertion", "assertion", "access_token", "refresh_token", "id_token", "oidctoken", "secrettext", "password",
		"cookie", "set-cookie", "x-identity-header":
		return true
	}
	return false
}

// maskHeader masks credentials in the value of a header.
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

// maskText masks the secrets that can be recognized in any text.
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

// suspicious reports whether a text may contain a secret. It is a quick check: large pages have
// many texts, and hardly any contains one.
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

// mask replaces secrets in JSON, and shortens solution files to base64 that is still valid.
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
