// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package store

import (
	"slices"
	"strings"
)

// index maps the folded text of one column to the keys of the rows.
type index map[string][]string

// By returns the rows with the text in a column, ignoring case. The first call for a column builds an index, which
// later writes update. It is meant for tables with thousands of rows.
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

// FirstBy returns a matching row with the text in a column, ignoring case; a nil match
// accepts all rows. An empty text finds nothing.
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

// reindex moves a key from the old row's entry to the new row's; either row may be nil.
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

// fold maps texts that are equal in the table to the same text.
func (t *Table) fold(text string) string {
	if t.collated {
		return t.store.Collation.Fold(text)
	}
	return strings.ToLower(text)
}
