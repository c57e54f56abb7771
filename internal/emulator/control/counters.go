// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package control

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Count is how often a route was requested.
type Count struct {
	API    string `json:"api"`
	Method string `json:"method"`
	Route  string `json:"route"`
	Count  int    `json:"count"`
}

// Counters counts requests by API, method and route. It is safe for concurrent use.
type Counters struct {
	mu     sync.Mutex
	counts map[Count]int
}

// Add counts one request.
func (c *Counters) Add(api, method, route string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counts == nil {
		c.counts = map[Count]int{}
	}
	c.counts[Count{API: api, Method: method, Route: route}]++
}

// Reset forgets all counts.
func (c *Counters) Reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.counts = nil
}

// List returns the counts, ordered by API, route and method.
func (c *Counters) List() []Count {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := make([]Count, 0, len(c.counts))
	for k, n := range c.counts {
		k.Count = n
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b Count) int {
		return cmp.Or(cmp.Compare(a.API, b.API), cmp.Compare(a.Route, b.Route), cmp.Compare(a.Method, b.Method))
	})
	return out
}

var (
	parentheses = regexp.MustCompile(`\((?:[^()']|'[^']*')+\)`)
	guid        = regexp.MustCompile(`/[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(/|$)`)
	graphKey    = regexp.MustCompile(`^(/v1\.0/(?:users|servicePrincipals|applications|subscribedSkus|directoryObjects|directory/deletedItems))/([^/$][^/]*)`)
	environment = regexp.MustCompile(`^/v2\.0/(?:[^/]+/)?[^/]+/api/`)
	tenant      = regexp.MustCompile(`^/[^/]+/(oauth2|v2\.0/\.well-known|discovery)/`)
)

// Route is a path with its keys replaced: systemusers({id}), users/{id}.
func Route(path string) string {
	path = tenant.ReplaceAllString(path, "/{tenant}/$1/")
	path = environment.ReplaceAllString(path, "/v2.0/{tenant}/{environment}/api/")
	path = parentheses.ReplaceAllString(path, "({id})")
	if m := graphKey.FindStringSubmatch(path); m != nil && !strings.HasPrefix(m[2], "microsoft.graph.") {
		path = m[1] + "/{id}" + strings.TrimPrefix(path, m[0])
	}
	return guid.ReplaceAllString(path, "/{id}$1")
}
