// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package texts

import "testing"

func TestLen(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int{"": 0, "Verkäufer": 9, "Verka\u0308ufer": 10, "営業部": 3, "𠮷野": 3, "👩‍💼": 5} {
		if got := Len(s); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text string
		n    int
		want string
	}{
		{"abc", 3, "abc"}, {"abc", 2, "ab"}, {"abc", 0, ""}, {"営業部", 2, "営業"}, {"a𠮷b", 2, "a"}, {"a𠮷b", 3, "a𠮷"}, {"a𠮷b", 4, "a𠮷b"}, {"", 1, ""},
	} {
		if got := Cut(test.text, test.n); got != test.want || Len(got) > test.n {
			t.Errorf("%q, %d: %q, want %q", test.text, test.n, got, test.want)
		}
	}
}

func TestSame(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b                  string
		same, folded, loosely bool
	}{
		{"Käufer", "Käufer", true, true, true},
		{"Käufer", "Ka\u0308ufer", true, true, true},
		{"Käufer", "KA\u0308UFER", false, true, true},
		{"が", "か\u3099", true, true, true},
		{"Käufer", "Kaufer", false, false, true},
		{"Käufer", "käufer ", false, false, true},
		{"Straße", "STRASSE", false, false, true},
		{"Käufer", " Käufer", false, false, false},
		{"Køber", "Kober", false, false, false},
		{"営業", "営業部", false, false, false},
	} {
		for _, pair := range [][2]string{{test.a, test.b}, {test.b, test.a}} {
			if same, folded, loosely := Same(pair[0], pair[1]), SameFolded(pair[0], pair[1]), SameLoosely(pair[0], pair[1]); same != test.same ||
				folded != test.folded || loosely != test.loosely {
				t.Errorf("%q and %q: %t %t %t", pair[0], pair[1], same, folded, loosely)
			}
		}
	}
}
