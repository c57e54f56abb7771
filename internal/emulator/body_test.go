// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// endless is a body without an end that counts how much of it is read.
type endless struct{ read int64 }

func (e *endless) Read(p []byte) (int, error) {
	e.read += int64(len(p))
	if e.read > 1<<20 {
		return 0, errors.New("read far beyond the limit")
	}
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestReadBody(t *testing.T) {
	t.Parallel()
	const limit = 1000
	zip := func(text string) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		if _, err := io.WriteString(w, text); err != nil || w.Close() != nil {
			t.Fatal("compressing")
		}
		return b.String()
	}
	for _, tc := range []struct {
		name, encoding string
		body           io.Reader
		status         int
		want           string
	}{
		{"plain", "", strings.NewReader("plain"), 200, "plain"},
		{"gzip", "gzip", strings.NewReader(zip("zipped")), 200, "zipped"},
		{"gzip in capitals", "GZIP", strings.NewReader(zip("zipped")), 200, "zipped"},
		{"no gzip", "gzip", strings.NewReader("plain"), 400, ""},
		{"cut off gzip", "gzip", strings.NewReader(zip(strings.Repeat("abc", 100))[:20]), 400, ""},
		{"another encoding", "br", strings.NewReader("plain"), 415, ""},
		{"too long by its length", "", strings.NewReader(strings.Repeat("x", limit+1)), 413, ""},
		{"too long without a length", "", &endless{}, 413, ""},
		{"too long when it is unpacked", "gzip", strings.NewReader(zip(strings.Repeat("x", limit+1))), 413, ""},
		{"as long as it may be", "gzip", strings.NewReader(zip(strings.Repeat("x", limit))), 200, strings.Repeat("x", limit)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", tc.body)
			r.Header.Set("Content-Encoding", tc.encoding)
			body, status, err := readBody(httptest.NewRecorder(), r, limit)
			if status != tc.status || string(body) != tc.want || (err == nil) != (tc.status == 200) {
				t.Errorf("status %d, %d bytes, %v", status, len(body), err)
			}
		})
	}
}
