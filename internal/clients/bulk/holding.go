// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package bulk

import "time"

// holding is a copy of a table, or of parts of it.
type holding[K comparable, V any] struct {
	rows   map[K]V
	readAt time.Time
	// parts are the parts that were read; nil when the copy is of the whole table.
	parts map[string]struct{}
}

// known returns what is known of the row without asking the service. The caller holds the lock.
func (r *Reader[K, V]) known(key K) (row V, found, known bool) {
	if _, changed := r.dirty[key]; changed {
		return row, false, false
	}
	if r.holds(key) {
		row, found = r.whole.rows[key]
		return row, found, r.source.Settled == nil || r.source.Settled(row, found)
	}
	if one, ok := r.kept[key]; ok && r.now().Sub(one.readAt) < r.source.Fresh {
		return one.row, true, true
	}
	return row, false, false
}

// holds reports whether there is a fresh copy of where the key lies. The caller holds the lock.
func (r *Reader[K, V]) holds(key K) bool {
	if r.whole == nil || r.now().Sub(r.whole.readAt) >= r.source.Fresh {
		return false
	}
	if r.whole.parts == nil {
		return true
	}
	_, ok := r.whole.parts[r.source.Part(key)]
	return ok
}

// holdsAll reports whether there is a fresh copy of where all the keys lie. The caller holds the lock.
func (r *Reader[K, V]) holdsAll(keys map[K]struct{}) bool {
	for key := range keys {
		if !r.holds(key) {
			return false
		}
	}
	return true
}
