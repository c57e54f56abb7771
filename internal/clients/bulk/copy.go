// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package bulk

import "time"

// fresh is how long what was read is used. A run takes less, except for one that waits for the services.
const fresh = 5 * time.Minute

// moment is when a read began: at which time, and after how many writes.
type moment struct {
	at     time.Time
	writes int
}

// row is what a read of single rows, or a write, showed of one.
type row[V any] struct {
	moment

	value V
	found bool
}

// copied is a part of a table, or the whole of it.
type copied[K comparable, V any] struct {
	moment

	rows map[K]V
}

// valid reports whether what was read at the moment is used still. The caller holds the lock.
func (r *Reader[K, V]) valid(m moment) bool {
	return m.writes >= r.floor && r.now().Sub(m.at) < fresh
}

// known returns what is known of the row without asking the service. The caller holds the lock.
func (r *Reader[K, V]) known(key K) (value V, found, known bool) {
	written := r.written[key]
	one, single := r.single[key]
	single = single && one.writes >= written && r.valid(one.moment)
	if held := r.holding(key); held != nil && held.writes >= written && (!single || held.writes > one.writes) {
		value, found = held.rows[key]
		return value, found, r.settled(value, found)
	}
	if single {
		return one.value, one.found, r.settled(one.value, one.found)
	}
	return value, false, false
}

// settled reports whether an answer may be used as long as others.
func (r *Reader[K, V]) settled(value V, found bool) bool {
	return r.source.Settled == nil || r.source.Settled(value, found) || !r.source.Run.Changed()
}

// holding returns the copy of where the key lies; nil if there is none that is used still. The caller holds the lock.
func (r *Reader[K, V]) holding(key K) *copied[K, V] {
	if r.whole != nil && r.valid(r.whole.moment) {
		return r.whole
	}
	if r.source.Part == nil {
		return nil
	}
	if part := r.parts[r.source.Part(key)]; part != nil && r.valid(part.moment) {
		return part
	}
	return nil
}

// partsOf returns the parts in which keys lie, and whether there is no copy of one of them. The caller holds the lock.
func (r *Reader[K, V]) partsOf(keys map[K]struct{}) (parts map[string]struct{}, unheld bool) {
	parts = map[string]struct{}{}
	for key := range keys {
		unheld = unheld || r.holding(key) == nil
		if r.source.Part != nil {
			parts[r.source.Part(key)] = struct{}{}
		}
	}
	return parts, unheld
}

// keepSingle keeps what a read of single rows brought. The caller holds the lock.
func (r *Reader[K, V]) keepSingle(keys map[K]struct{}, rows map[K]V, m moment) {
	for key := range keys {
		value, found := rows[key]
		if before, ok := r.single[key]; !ok || before.writes <= m.writes {
			r.single[key] = row[V]{moment: m, value: value, found: found}
		}
	}
}

// keepCopy keeps what a read of parts, or of the whole table, brought. The caller holds the lock.
func (r *Reader[K, V]) keepCopy(parts map[string]struct{}, rows map[K]V, m moment) {
	if len(parts) == 0 {
		r.whole = &copied[K, V]{moment: m, rows: rows}
		return
	}
	for part := range parts {
		r.parts[part] = &copied[K, V]{moment: m, rows: map[K]V{}}
	}
	for key, value := range rows {
		if part, ok := r.parts[r.source.Part(key)]; ok {
			part.rows[key] = value
		}
	}
}
