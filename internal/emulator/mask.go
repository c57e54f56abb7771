// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/url"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

// masker takes credentials out of what is recorded.
type masker struct{ secrets *redact.Secrets }

// secret reports whether a column, parameter or header with that name holds a secret.
func secret(name string) bool {
	switch strings.ToLower(name) {
	case "client_secret", "client_assertion", "assertion", "access_token", "refresh_token", "id_token", "oidctoken", "secrettext", "password",
		"cookie", "set-cookie", "x-identity-header":
		return true
	}
	return false
}

// header masks credentials in the value of a header, or of a property.
func (m masker) header(name, text string) string {
	switch lower := strings.ToLower(name); {
	case secret(lower):
		return redact.Mark
	case lower == "authorization" || lower == "proxy-authorization":
		if scheme, _, ok := strings.Cut(text, " "); ok {
			return scheme + " " + redact.Mark
		}
		return redact.Mark
	}
	return m.secrets.Text(text)
}

func (m masker) form(body string) string {
	form, err := url.ParseQuery(body)
	if err != nil {
		return redact.Mark
	}
	for name, values := range form {
		for i, value := range values {
			values[i] = m.secrets.Text(value)
		}
		if secret(name) {
			form.Set(name, redact.Mark)
		}
	}
	return m.secrets.Text(form.Encode())
}

// json replaces secrets in JSON, and shortens solution files to base64 that is still valid.
func (m masker) json(name string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, item := range v {
			v[k] = m.json(k, item)
		}
	case []any:
		for i, item := range v {
			v[i] = m.json(name, item)
		}
	case string:
		if name == "CustomizationFile" && len(v) > 64 {
			return v[:64]
		}
		return m.header(name, v)
	}
	return v
}
