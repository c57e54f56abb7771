// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package version

import "testing"

func TestVersion(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"1": "1.0.0.0", "1.2": "1.2.0.0", "10.0.3.4\n": "10.0.3.4", "0.0.0.1": "0.0.0.1"} {
		if v, err := Parse(text); err != nil || v.String() != want {
			t.Errorf("Parse(%q) = %v, %v", text, v, err)
		}
	}
	for _, text := range []string{"", "1.", "1..2", "1.2.3.4.5", "-1", "+1", "v1", "1.2a", "99999999999"} {
		if v, err := Parse(text); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", text, v)
		}
	}
	order := []string{"1.9", "1.10", "1.10.0.1", "2"}
	for i := range order {
		for j := range order {
			a, _ := Parse(order[i])
			b, _ := Parse(order[j])
			if got := a.Compare(b); got < 0 != (i < j) || got > 0 != (i > j) {
				t.Errorf("%s compared with %s is %d", a, b, got)
			}
		}
	}
}

func TestAtLeast(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text   string
		wanted Version
		want   bool
	}{
		{"0.9.0.0", Version{1}, false},
		{"1.0.0.0", Version{1}, true},
		{"1.0", Version{1}, true},
		{"1.10.0.0", Version{1, 9}, true},
		{"", Version{}, false},
		{"2", Version{1}, true},
	} {
		if got := AtLeast(c.text, c.wanted); got != c.want {
			t.Errorf("AtLeast(%q, %v) = %v", c.text, c.wanted, got)
		}
	}
}
