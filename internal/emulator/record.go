// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

const redacted = "redacted"

// longest is how much of a body that is not JSON is recorded, in bytes.
const longest = 4096

// recorder writes exchanges as JSON lines, with secrets masked.
type recorder struct {
	mu sync.Mutex
	w  io.Writer
}

type exchange struct {
	Method          string            `json:"method"`
	URL             string            `json:"url"`
	RequestHeaders  map[string]string `json:"requestHeaders"`
	RequestBody     any               `json:"requestBody"`
	Status          int               `json:"status"`
	ResponseHeaders map[string]string `json:"responseHeaders"`
	ResponseBody    any               `json:"responseBody"`
}

func (rec *recorder) record(origin string, r *http.Request, body []byte, answer *buffer) {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line) // ends with a line break
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(exchange{
		Method: r.Method, URL: origin + r.URL.RequestURI(),
		RequestHeaders: headers(r.Header), RequestBody: recorded(r.Header, body),
		Status: answer.status, ResponseHeaders: headers(answer.header), ResponseBody: recorded(answer.header, answer.body.Bytes()),
	})
	if err != nil {
		return
	}
	rec.mu.Lock()
	defer rec.mu.Unlock()
	_, _ = rec.w.Write(line.Bytes())
}

// headers flattens headers and masks those that authenticate.
func headers(h http.Header) map[string]string {
	out := map[string]string{}
	for name, values := range h {
		text := strings.Join(values, ", ")
		switch strings.ToLower(name) {
		case "authorization":
			scheme, _, _ := strings.Cut(text, " ")
			text = scheme + " " + redacted
		case "cookie", "set-cookie", "x-identity-header":
			text = redacted
		}
		out[name] = text
	}
	return out
}

// recorded is a body as JSON where it is JSON, else as text.
func recorded(h http.Header, body []byte) any {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err == nil {
		return mask("", v)
	}
	if strings.HasPrefix(h.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return maskForm(string(body))
	}
	if len(body) > longest {
		body = body[:longest]
	}
	return strings.ToValidUTF8(string(body), "?")
}

func maskForm(body string) string {
	form, err := url.ParseQuery(body)
	if err != nil {
		return redacted
	}
	for name := range form {
		if secret(name) {
			form.Set(name, redacted)
		}
	}
	return form.Encode()
}

func secret(name string) bool {
	switch strings.ToLower(name) {
	case "client_secret", "client_assertion", "assertion", "access_token", "refresh_token", "id_token", "oidctoken", "secrettext", "password":
		return true
	}
	return false
}

// mask replaces secrets, and shortens solution files to a base64 text that still is one.
func mask(name string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, item := range v {
			v[k] = mask(k, item)
		}
	case []any:
		for i, item := range v {
			v[i] = mask("", item)
		}
	case string:
		if secret(name) {
			return redacted
		}
		if name == "CustomizationFile" && len(v) > 64 {
			return v[:64]
		}
	}
	return v
}
