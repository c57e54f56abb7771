// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package store

import (
	"slices"
	"strings"
)

// index finds the keys of the rows by the text of one column, in lower case.
type index map[string][]string

// By returns the rows whose column holds the text, whatever its case. The first call for a
// column builds an index that writes keep up: for tables with thousands of rows.
func (t *Table) By(column, text string) []Row {
	folded := t.fold(text)
	if folded == "" { // not in the index: it would hold most rows of many columns
		return t.Where(func(r Row) bool { return t.fold(r.String(column)) == "" })
	}
	keys := t.indexed(column)[folded]
	out := make([]Row, len(keys))
	for i, key := range keys {
		out[i] = t.entries[key].row
	}
	return out
}

// FirstBy returns a row whose column holds the text, whatever its case, and that matches; a nil match accepts all. An
// empty text finds nothing.
func (t *Table) FirstBy(column, text string, match func(Row) bool) (Row, bool) {
	if text == "" {
		return nil, false
	}
	for _, row := range t.By(column, text) {
		if match == nil || match(row) {
			return row, true
		}
	}
	return nil, false
}

func (t *Table) indexed(column string) index {
	if known, ok := t.indexes[column]; ok {
		return known
	}
	built := index{}
	for _, key := range t.order {
		built.add(t.fold(t.entries[key].row.String(column)), key)
	}
	if t.indexes == nil {
		t.indexes = map[string]index{}
	}
	t.indexes[column] = built
	return built
}

// reindex moves a key from what the old row holds to what the new one does; either may be nil.
func (t *Table) reindex(key string, old, row Row) {
	for column, known := range t.indexes {
		before, after := t.fold(old.String(column)), t.fold(row.String(column))
		if old != nil && row != nil && before == after {
			continue
		}
		if before != "" {
			known[before] = slices.DeleteFunc(known[before], func(k string) bool { return k == key })
			if len(known[before]) == 0 {
				delete(known, before)
			}
		}
		if row != nil {
			known.add(after, key)
		}
	}
}

func (x index) add(text, key string) {
	if text != "" {
		x[text] = append(x[text], key)
	}
}

// fold returns what is the same for texts that are equal in the table.
func (t *Table) fold(text string) string {
	if t.collated {
		return t.store.Collation.Fold(text)
	}
	return strings.ToLower(text)
}
