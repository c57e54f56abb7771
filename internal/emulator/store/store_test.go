// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package store_test

import (
	"slices"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func newStore() *store.Store {
	return store.New(func(_, set string) []string {
		if set == "permissionSets" {
			return []string{"id", "scope"}
		}
		return []string{"id"}
	})
}

const upper = "AAAAAAAA-0000-4000-8000-00000000000A"

func TestTable(t *testing.T) {
	t.Parallel()
	table := newStore().Table(store.Dataverse, "rows")
	table.Put(store.Row{"id": upper, "n": int64(1)})
	table.Put(store.Row{"id": "b"})
	row, ok := table.Get("aaaaaaaa-0000-4000-8000-00000000000a")
	if !ok || row.Int("n") != 1 {
		t.Fatal("GUID keys do not compare without case")
	}
	before := table.Version(upper)
	changed, ok := table.Update(upper, store.Row{"n": int64(2)})
	if !ok || changed.Int("n") != 2 || row.Int("n") != 1 || table.Version(upper) <= before {
		t.Error("an update changed the old row in place, or kept the version")
	}
	if _, ok := table.Update("none", store.Row{}); ok || table.Delete("none") || table.Version("none") != 0 {
		t.Error("an absent row was changed")
	}
	if !table.Delete("b") || table.Len() != 1 || table.Has("b") {
		t.Error("delete")
	}
}

func TestCompositeKey(t *testing.T) {
	t.Parallel()
	table := newStore().Table(store.BusinessCentral, "permissionSets")
	table.Put(store.Row{"id": "A", "scope": "System"})
	table.Put(store.Row{"id": "A", "scope": "Tenant"})
	if table.Len() != 2 || !table.Has("A,System") {
		t.Errorf("%d rows", table.Len())
	}
}

func TestRollback(t *testing.T) {
	t.Parallel()
	s := newStore()
	table := s.Table(store.Dataverse, "rows")
	for _, id := range []string{"a", "b", "c"} {
		table.Put(store.Row{"id": id, "v": "old"})
	}
	s.Forget()
	mark := s.Mark()
	table.Update("a", store.Row{"v": "new"})
	table.Delete("b")
	table.Put(store.Row{"id": "d"})
	s.Rollback(mark)
	ids := make([]string, 0, table.Len())
	for _, row := range table.All() {
		ids = append(ids, row.String("id"))
	}
	if a, _ := table.Get("a"); !slices.Equal(ids, []string{"a", "b", "c"}) || a.String("v") != "old" {
		t.Errorf("after the rollback: %v", table.All())
	}
}

func TestSnapshot(t *testing.T) {
	t.Parallel()
	s := newStore()
	s.Table(store.Dataverse, "rows").Put(store.Row{"id": "a", "v": "seed"})
	snapshot := s.Snapshot()
	for range 2 {
		table := s.Table(store.Dataverse, "rows")
		table.Update("a", store.Row{"v": "changed"})
		table.Put(store.Row{"id": "b"})
		s.Table(store.CompanyScope(upper), "new").Put(store.Row{"id": "x"})
		s.Restore(snapshot)
		table = s.Table(store.Dataverse, "rows")
		row, _ := table.Get("a")
		if table.Len() != 1 || row.String("v") != "seed" || len(s.Sets(store.CompanyScope(upper))) != 0 {
			t.Fatalf("after the restore: %v", table.All())
		}
	}
	s.Drop(store.Dataverse)
	if s.Table(store.Dataverse, "rows").Len() != 0 {
		t.Error("a dropped scope has rows")
	}
}
