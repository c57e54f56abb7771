// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package world_test

import (
	"slices"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

func newWorld(speed float64) *world.World {
	return world.New(store.New(func(string, string) []string { return []string{"id"} }), world.Config{Speed: speed})
}

func TestAfterRunsInDueOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(10)
	var ran []string
	w.Do(func() {
		w.After(20*time.Second, "second", func() { ran = append(ran, "second") })
		w.After(10*time.Second, "first", func() {
			ran = append(ran, "first")
			w.After(5*time.Second, "nested", func() { ran = append(ran, "nested") })
		})
		w.After(time.Hour, "never", func() { ran = append(ran, "never") })
		w.Advance(900 * time.Millisecond)
		if len(ran) != 0 {
			t.Error("work ran too early")
		}
		w.Advance(200 * time.Millisecond) // speed 10: 10 s of work take 1 s
		w.Advance(time.Second)
	})
	if !slices.Equal(ran, []string{"first", "nested", "second"}) && !slices.Equal(ran, []string{"first", "second", "nested"}) {
		t.Errorf("ran %v", ran)
	}
	w.Do(func() {
		if w.Pending("nev") != 1 || w.Cancel("never") != 1 || w.Pending("") != 0 {
			t.Error("cancel")
		}
	})
}

func TestTransaction(t *testing.T) {
	t.Parallel()
	w := newWorld(1)
	w.Do(func() {
		table := w.Store.Table(store.Dataverse, "rows")
		tx := w.Begin()
		table.Put(store.Row{"id": "kept"})
		tx.Commit()
		table.Put(store.Row{"id": "undone"})
		w.After(time.Hour, "undone", func() {})
		tx.Rollback()
		if table.Len() != 1 || w.Pending("") != 0 {
			t.Errorf("%d rows, %d pieces of work", table.Len(), w.Pending(""))
		}
	})
}
