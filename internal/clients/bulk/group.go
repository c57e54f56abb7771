// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package bulk

import "sync"

// Group keeps one [Reader] for each scope that rows are read in, such as a company or a team.
type Group[S, K comparable, V any] struct {
	source func(scope S) Source[K, V]

	mu      sync.Mutex
	readers map[S]*Reader[K, V]
}

// NewGroup returns a group whose readers use the sources that source makes.
func NewGroup[S, K comparable, V any](source func(scope S) Source[K, V]) *Group[S, K, V] {
	return &Group[S, K, V]{source: source, readers: map[S]*Reader[K, V]{}}
}

// In returns the reader of the scope.
func (g *Group[S, K, V]) In(scope S) *Reader[K, V] {
	g.mu.Lock()
	defer g.mu.Unlock()
	reader, ok := g.readers[scope]
	if !ok {
		reader = New(g.source(scope))
		g.readers[scope] = reader
	}
	return reader
}
