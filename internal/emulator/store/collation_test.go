// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package store_test

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func TestCollation(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b             string
		plain, sensitive bool
	}{
		{"CRONUS", "cronus", true, true},
		{"CRONUS", "CRONUS  ", true, true},
		{"CRONUS", " CRONUS", false, false},
		{"Verkäufer", "VERKÄUFER", true, true},
		{"Verkäufer", "Verka\u0308ufer", true, true},
		{"Verkäufer", "Verkaufer", true, false},
		{"Straße", "strasse", true, true},
		{"ＡＢＣ", "abc", true, true},
		{"Køber", "Kober", false, false},
		{"営業", "営業 ", true, true},
		{"営業", "営業部", false, false},
		{"", " ", true, true},
	} {
		if got := (store.Collation{}).Equal(test.a, test.b); got != test.plain {
			t.Errorf("%q and %q: %t", test.a, test.b, got)
		}
		if got := (store.Collation{AccentSensitive: true}).Equal(test.a, test.b); got != test.sensitive {
			t.Errorf("with accents, %q and %q: %t", test.a, test.b, got)
		}
	}
}

// TestIndexFollowsTheCollation finds rows of Dataverse by its collation, and other rows ignoring case.
func TestIndexFollowsTheCollation(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		scope     string
		collation store.Collation
		want      int
	}{
		{store.Dataverse, store.Collation{}, 3}, {store.Dataverse, store.Collation{AccentSensitive: true}, 2}, {store.Graph, store.Collation{}, 1},
	} {
		s := store.New(func(string, string) []string { return []string{"id"} })
		s.Collation = test.collation
		table := s.Table(test.scope, "roles")
		for id, name := range map[string]string{"1": "Verkäufer", "2": "VERKÄUFER ", "3": "Verkaufer", "4": "Leser"} {
			table.Put(store.Row{"id": id, "name": name})
		}
		if got := len(table.By("name", "verkäufer")); got != test.want {
			t.Errorf("%+v: %d rows", test, got)
		}
		table.Update("1", store.Row{"name": "Leser"})
		table.Delete("2")
		if got := len(table.By("name", "verkäufer")); got != max(0, test.want-2) {
			t.Errorf("%+v: %d rows after the changes", test, got)
		}
	}
}
