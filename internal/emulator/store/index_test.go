// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package store

import "testing"

func TestIndexFollowsWritesAndRollbacks(t *testing.T) {
	t.Parallel()
	s := New(func(string, string) []string { return []string{"id"} })
	table := s.Table("dataverse", "things")
	count := func(text string) int { return len(table.By("name", text)) }
	table.Put(Row{"id": "1", "name": "One"})
	if count("ONE") != 1 || count("two") != 0 {
		t.Fatal("the index was not built")
	}
	table.Put(Row{"id": "2", "name": "one"})
	table.Update("1", Row{"name": "two"})
	if count("one") != 1 || count("two") != 1 {
		t.Errorf("after an update: %d and %d", count("one"), count("two"))
	}
	mark, snapshot := s.Mark(), s.Snapshot()
	table.Delete("2")
	table.Put(Row{"id": "3", "name": "two"})
	if count("one") != 0 || count("two") != 2 {
		t.Errorf("after a delete: %d and %d", count("one"), count("two"))
	}
	s.Rollback(mark)
	if count("one") != 1 || count("two") != 1 {
		t.Errorf("after the rollback: %d and %d", count("one"), count("two"))
	}
	table.Delete("1")
	s.Restore(snapshot)
	table = s.Table("dataverse", "things")
	if count("one") != 1 || count("two") != 1 {
		t.Errorf("after the restore: %d and %d", count("one"), count("two"))
	}
}
