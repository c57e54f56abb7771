// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odatasvc_test

import (
	"strings"
	"testing"
)

// exchange is one request and its expected response.
type exchange struct {
	name, method, path, body string
	headers                  []string
	status                   int
	code                     string   // of an error
	has, lacks               []string // texts in the body
}

// run sends each request to a new bench.
func run(t *testing.T, fresh func(t *testing.T) *bench, exchanges []exchange) {
	t.Helper()
	for _, e := range exchanges {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			b := fresh(t)
			method := e.method
			if method == "" {
				method = "GET"
			}
			got := b.send(method, e.path, e.body, e.headers...)
			b.expect(got, e.status, e.code)
			body := got.Body.String()
			for _, text := range e.has {
				if !strings.Contains(body, text) {
					t.Errorf("the answer lacks %q: %s", text, body)
				}
			}
			for _, text := range e.lacks {
				if strings.Contains(body, text) {
					t.Errorf("the answer has %q: %s", text, body)
				}
			}
		})
	}
}
