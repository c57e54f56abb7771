// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"net/http"
	"regexp"
	"slices"
	"sync"
)

// meanwhile holds the changes that wait for a request.
type meanwhile struct {
	mu      sync.Mutex
	waiting []intrusion
}

// intrusion is what another administrator does in the middle of a run.
type intrusion struct {
	method string
	path   *regexp.Regexp
	change func()
}

// During lets another administrator act in the middle of a run: change runs once, after the next request with the method
// and a matching path has arrived and before the service carries it out.
func (e *Env) During(method, path string, change func()) {
	e.t.Helper()
	e.waiting.mu.Lock()
	defer e.waiting.mu.Unlock()
	e.waiting.waiting = append(e.waiting.waiting, intrusion{method, regexp.MustCompile(path), change})
}

// arrive makes the changes that wait for the request.
func (m *meanwhile) arrive(r *http.Request) {
	for _, due := range m.take(r) {
		due.change()
	}
}

func (m *meanwhile) take(r *http.Request) []intrusion {
	m.mu.Lock()
	defer m.mu.Unlock()
	var due []intrusion
	m.waiting = slices.DeleteFunc(m.waiting, func(i intrusion) bool {
		arrived := i.method == r.Method && i.path.MatchString(r.URL.Path)
		if arrived {
			due = append(due, i)
		}
		return arrived
	})
	return due
}
