// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package store

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Table is one entity set in one scope, in the order of insertion.
type Table struct {
	store   *data
	keys    []string
	entries map[string]*entry
	order   []string
	shared  bool // entries and order belong to a snapshot too
	// collated tables compare texts by the store's collation, others ignoring case.
	collated bool
	indexes  map[string]index
}

type entry struct {
	row     Row
	version int64
}

// Key returns the key of a row as the table stores it: GUIDs in lower case, the parts of a composite key joined by
// commas in the order of the key columns.
func (t *Table) Key(row Row) string {
	if len(t.keys) == 1 {
		return keyText(row[t.keys[0]])
	}
	parts := make([]string, len(t.keys))
	for i, k := range t.keys {
		parts[i] = keyText(row[k])
	}
	return strings.Join(parts, ",")
}

func keyText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return NormalizeKey(v)
	}
	return fmt.Sprint(v)
}

// KeyColumns names the columns of the key.
func (t *Table) KeyColumns() []string { return t.keys }

// Get returns the row with a key.
func (t *Table) Get(key string) (Row, bool) {
	e, ok := t.entries[NormalizeKey(key)]
	if !ok {
		return nil, false
	}
	return e.row, true
}

// Has reports whether a row with the key exists.
func (t *Table) Has(key string) bool {
	_, ok := t.entries[NormalizeKey(key)]
	return ok
}

// Version returns the row version that an ETag shows, or 0 if the row is absent.
func (t *Table) Version(key string) int64 {
	if e, ok := t.entries[NormalizeKey(key)]; ok {
		return e.version
	}
	return 0
}

// All returns the rows in the order of insertion.
func (t *Table) All() []Row {
	out := make([]Row, 0, len(t.order))
	for _, k := range t.order {
		out = append(out, t.entries[k].row)
	}
	return out
}

// Where returns the rows that match, in the order of insertion.
func (t *Table) Where(match func(Row) bool) []Row {
	var out []Row
	for _, k := range t.order {
		if row := t.entries[k].row; match(row) {
			out = append(out, row)
		}
	}
	return out
}

// First returns the first row that matches.
func (t *Table) First(match func(Row) bool) (Row, bool) {
	for _, k := range t.order {
		if row := t.entries[k].row; match(row) {
			return row, true
		}
	}
	return nil, false
}

// Put inserts or replaces the row with its key and gives it a new version.
func (t *Table) Put(row Row) {
	t.own()
	key := t.Key(row)
	old, ok := t.entries[key]
	if !ok {
		t.order = append(t.order, key)
	}
	t.undoPut(key, old)
	t.entries[key] = &entry{row: row, version: t.store.next()}
	if old != nil {
		t.reindex(key, old.row, row)
	} else {
		t.reindex(key, nil, row)
	}
}

// Update merges changes into the row with a key and returns the new row.
func (t *Table) Update(key string, changes Row) (Row, bool) {
	old, ok := t.Get(key)
	if !ok {
		return nil, false
	}
	row := old.Clone()
	maps.Copy(row, changes)
	t.Put(row)
	return row, true
}

// Delete removes the row with a key and reports whether it existed.
func (t *Table) Delete(key string) bool {
	key = NormalizeKey(key)
	old, ok := t.entries[key]
	if !ok {
		return false
	}
	t.own()
	delete(t.entries, key)
	i := slices.Index(t.order, key)
	t.order = slices.Delete(t.order, i, i+1)
	t.undoDelete(key, old, i)
	t.reindex(key, old.row, nil)
	return true
}

// Len counts the rows.
func (t *Table) Len() int { return len(t.order) }

func (t *Table) own() {
	if !t.shared {
		return
	}
	entries := make(map[string]*entry, len(t.entries))
	maps.Copy(entries, t.entries)
	t.entries, t.order, t.shared = entries, slices.Clone(t.order), false
}
