// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// Exchange is a request and its response, as the emulator records them.
type Exchange struct {
	Method         string            `json:"method"`
	URL            string            `json:"url"`
	RequestHeaders map[string]string `json:"requestHeaders"`
	RequestBody    json.RawMessage   `json:"requestBody"`
	ResponseBody   json.RawMessage   `json:"responseBody"`
}

// Traffic holds what a test's emulator records. Its zero value is empty and ready; it is safe for concurrent use.
type Traffic struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// WithTraffic records the traffic in tr too, in addition to where the suite records it.
func WithTraffic(tr *Traffic) Option {
	return func(o *emulator.Options) {
		if o.Record == nil {
			o.Record = tr
			return
		}
		o.Record = io.MultiWriter(o.Record, tr)
	}
}

// Write adds what the emulator recorded.
func (tr *Traffic) Write(p []byte) (int, error) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.text.Write(p) // never fails
	return len(p), nil
}

// Reset discards what was recorded.
func (tr *Traffic) Reset() {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.text.Reset()
}

// Text returns what was recorded since the last [Traffic.Reset], one exchange a line.
func (tr *Traffic) Text() string {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return tr.text.String()
}

// Exchanges returns what was recorded since the last [Traffic.Reset].
func (tr *Traffic) Exchanges(tb testing.TB) []Exchange {
	tb.Helper()
	var exchanges []Exchange
	for line := range strings.Lines(tr.Text()) {
		var exchange Exchange
		if err := json.Unmarshal([]byte(line), &exchange); err != nil {
			tb.Fatalf("reading the record: %v", err)
		}
		exchanges = append(exchanges, exchange)
	}
	return exchanges
}
