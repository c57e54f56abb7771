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
	keys := t.indexed(column)[t.fold(text)]
	out := make([]Row, len(keys))
	for i, key := range keys {
		out[i] = t.entries[key].row
	}
	return out
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
		if old != nil && row != nil && old.Equal(column, row.String(column)) {
			continue
		}
		if old != nil {
			text := t.fold(old.String(column))
			known[text] = slices.DeleteFunc(known[text], func(k string) bool { return k == key })
			if len(known[text]) == 0 {
				delete(known, text)
			}
		}
		if row != nil {
			known.add(t.fold(row.String(column)), key)
		}
	}
}

func (x index) add(text, key string) { x[text] = append(x[text], key) }

// fold returns what is the same for texts that are equal in the table.
func (t *Table) fold(text string) string {
	if t.collated {
		return t.store.Collation.Fold(text)
	}
	return strings.ToLower(text)
}
