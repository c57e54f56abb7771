// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package bulk

import (
	"context"
	"maps"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// Rows returns the rows of the whole table whose keys are wanted: from a copy and the writes whose answers are known, else from a
// read of the table that later look-ups share too. The source must have All.
func (r *Reader[K, V]) Rows(ctx context.Context, wanted func(key K) bool) (map[K]V, error) {
	if !transport.Sharing {
		rows, err := r.source.All(ctx, nil)
		return only(rows, wanted), err
	}
	r.mu.Lock()
	if rows, known := r.copied(wanted); known {
		r.mu.Unlock()
		return rows, nil
	}
	g := r.joinAll(ctx)
	r.mu.Unlock()
	if err := g.crowd.wait(ctx, g.done, r.source.Request); err != nil {
		return nil, err
	}
	return only(g.all, wanted), g.err
}

// joinAll adds the caller to a read of all rows. The caller holds the lock.
func (r *Reader[K, V]) joinAll(ctx context.Context) *group[K, V] {
	for _, g := range r.queue {
		if g.everything && g.crowd.join(ctx) {
			return g
		}
	}
	g := r.newGroup(ctx)
	g.everything = true
	r.queue = append(r.queue, g)
	r.hire()
	return g
}

// copied returns the wanted rows as far as they are known without asking. The caller holds the lock.
func (r *Reader[K, V]) copied(wanted func(key K) bool) (map[K]V, bool) {
	var none V
	if r.whole == nil || !r.valid(r.whole.moment) || !r.settled(none, false) {
		return nil, false
	}
	rows := only(r.whole.rows, wanted)
	for key, written := range r.written {
		if written <= r.whole.writes || !wanted(key) {
			continue
		}
		switch value, found, known := r.known(key); {
		case !known:
			return nil, false
		case found:
			rows[key] = value
		default:
			delete(rows, key)
		}
	}
	return rows, true
}

// only returns a copy with the wanted rows.
func only[K comparable, V any](rows map[K]V, wanted func(key K) bool) map[K]V {
	rows = maps.Clone(rows)
	maps.DeleteFunc(rows, func(key K, _ V) bool { return !wanted(key) })
	return rows
}
