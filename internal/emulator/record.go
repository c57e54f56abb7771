// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
)

// longest is the number of bytes recorded of a body that is not JSON.
const longest = 4096

// recorder writes exchanges as JSON lines, with secrets masked.
type recorder struct {
	mask   masker
	mu     sync.Mutex
	w      io.Writer
	failed error // why a line could not be written; recording stops there
}

// failure returns why recording ended early, or nil.
func (rec *recorder) failure() error {
	if rec == nil {
		return nil
	}
	rec.mu.Lock()
	defer rec.mu.Unlock()
	return rec.failed
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
	encoder := json.NewEncoder(&line) // ends with a newline
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(exchange{
		Method: r.Method, URL: origin + rec.mask.secrets.Text(r.URL.RequestURI()),
		RequestHeaders: rec.headers(r.Header), RequestBody: rec.recorded(r.Header, body),
		Status: answer.status, ResponseHeaders: rec.headers(answer.header), ResponseBody: rec.recorded(answer.header, answer.body.Bytes()),
	})
	if err != nil {
		return
	}
	rec.mu.Lock()
	defer rec.mu.Unlock()
	if rec.failed != nil {
		return
	}
	if _, err := rec.w.Write(line.Bytes()); err != nil {
		rec.failed = fmt.Errorf("recording: %w", err)
	}
}

// headers flattens headers and masks credentials.
func (rec *recorder) headers(h http.Header) map[string]string {
	out := map[string]string{}
	for name, values := range h {
		out[name] = rec.mask.header(name, strings.Join(values, ", "))
	}
	return out
}

// recorded returns a body as JSON if it is JSON, otherwise as text.
func (rec *recorder) recorded(h http.Header, body []byte) any {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err == nil {
		return rec.mask.json("", v)
	}
	if strings.HasPrefix(h.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return rec.mask.form(string(body))
	}
	text := rec.mask.secrets.Text(strings.ToValidUTF8(string(body), "?"))
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "")
	}
	return text
}
