// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package store

import "slices"

// Mark returns the current position of the journal for Rollback.
func (s *Store) Mark() int { return len(s.journal) }

// Rollback undoes every change made since the mark.
func (s *Store) Rollback(mark int) {
	for i := len(s.journal) - 1; i >= mark && i >= 0; i-- {
		s.journal[i]()
	}
	if mark < len(s.journal) {
		s.journal = s.journal[:mark]
	}
}

// Forget empties the journal, so that earlier writes can no longer be undone.
func (s *Store) Forget() { s.journal = nil }

func (s *data) undo(f func()) { s.journal = append(s.journal, f) }

func (t *Table) undoPut(key string, old *entry) {
	t.store.undo(func() {
		t.own()
		t.indexes = nil
		if old != nil {
			t.entries[key] = old
			return
		}
		delete(t.entries, key)
		if i := slices.Index(t.order, key); i >= 0 {
			t.order = slices.Delete(t.order, i, i+1)
		}
	})
}

func (t *Table) undoDelete(key string, old *entry, at int) {
	t.store.undo(func() {
		t.own()
		t.indexes = nil
		t.entries[key] = old
		t.order = slices.Insert(t.order, min(at, len(t.order)), key)
	})
}
