// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"net/http"
	"regexp"
	"sync"
)

// moments are changes that wait for a request.
type moments struct {
	mu      sync.Mutex
	waiting []*moment
	// countdown is the number of requests until reached is called; 0 for no more.
	countdown int
	reached   func()
}

type moment struct {
	method string
	path   *regexp.Regexp
	change func()
}

// Before makes a change once, right before the emulator handles the next request with the method and a path that
// matches the regular expression: as another administrator would who acts during an operation.
func (e *Env) Before(method, path string, change func()) {
	e.moments.mu.Lock()
	defer e.moments.mu.Unlock()
	e.moments.waiting = append(e.moments.waiting, &moment{method, regexp.MustCompile(path), change})
}

// AtRequest calls do right before the emulator handles the n-th request from now on, whatever it is.
func (e *Env) AtRequest(n int, do func()) {
	e.moments.mu.Lock()
	defer e.moments.mu.Unlock()
	e.moments.countdown, e.moments.reached = n, do
}

// count returns what to call at this request.
func (m *moments) count() func() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.countdown == 0 {
		return func() {}
	}
	if m.countdown--; m.countdown > 0 {
		return func() {}
	}
	return m.reached
}

// before is called with every request.
func (m *moments) before(r *http.Request) {
	m.count()()
	if now := m.take(r); now != nil {
		now.change()
	}
}

// take removes and returns the first change that waits for such a request.
func (m *moments) take(r *http.Request) *moment {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, waiting := range m.waiting {
		if waiting.method == r.Method && waiting.path.MatchString(r.URL.Path) {
			m.waiting = append(m.waiting[:i:i], m.waiting[i+1:]...)
			return waiting
		}
	}
	return nil
}
