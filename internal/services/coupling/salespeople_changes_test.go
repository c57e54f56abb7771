// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

// TestDifference writes couplings as "code=user".
func TestDifference(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		wanted, current, dropped                       string
		kept, removed, coupled, inPlace, moved, refuse string
	}{
		"nothing":                      {},
		"new":                          {wanted: "A=1", coupled: "A"},
		"as it is":                     {wanted: "A=1", current: "A=1", kept: "A"},
		"letter case":                  {wanted: "A=x", current: "A=X", kept: "A"},
		"another user":                 {wanted: "A=2", current: "A=1", coupled: "A", inPlace: "A", moved: "A"},
		"others stay":                  {wanted: "A=1", current: "B=2", coupled: "A"},
		"others go":                    {wanted: "A=1", current: "B=2", dropped: "B", coupled: "A", removed: "B"},
		"user of one who stays":        {wanted: "A=2", current: "B=2", coupled: "A", refuse: "A"},
		"user of one who goes":         {wanted: "A=2", current: "B=2", dropped: "B", coupled: "A", removed: "B"},
		"two exchange users":           {wanted: "A=2 B=1", current: "A=1 B=2", removed: "A B", coupled: "A B", moved: "A B"},
		"three in a ring":              {wanted: "A=2 B=3 C=1", current: "A=1 B=2 C=3", removed: "A B C", coupled: "A B C", moved: "A B C"},
		"one moves on, one moves up":   {wanted: "A=2 B=3", current: "A=1 B=2", removed: "B", coupled: "A B", inPlace: "A", moved: "A B"},
		"a new one takes what is left": {wanted: "A=2 C=1", current: "A=1", removed: "A", coupled: "A C", moved: "A"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all := map[string]wanted{}
			for code, user := range pairsOf(c.wanted) {
				all[code] = wanted{entry: entry{code: code}, user: dataverse.SalesUser{ID: user}}
			}
			current := map[string]businesscentral.RecordCoupling{}
			for code, user := range pairsOf(c.current) {
				current[code] = businesscentral.RecordCoupling{RecordKey: code, DataverseID: user}
			}
			ch := difference(all, current, func(code string) bool { return slices.Contains(strings.Fields(c.dropped), code) })
			inPlace := map[string]change{}
			for code, one := range ch.coupled {
				if one.now != nil {
					inPlace[code] = one
				}
			}
			compare(t, "kept", ch.kept, c.kept)
			compare(t, "removed", ch.removed, c.removed)
			compare(t, "coupled", ch.coupled, c.coupled)
			compare(t, "in place", inPlace, c.inPlace)
			compare(t, "moved", ch.moved, c.moved)
			compare(t, "taken", ch.taken, c.refuse)
			prior := map[string]entry{}
			for code := range current {
				prior[code] = entry{code: code}
			}
			if refused := ch.conflicts("company", prior, nil) != nil; refused != (c.refuse != "") {
				t.Errorf("an update is refused: %v", refused)
			}
			if refused := ch.conflicts("company", nil, nil) != nil; refused != (c.refuse != "" || c.moved != "") {
				t.Errorf("a creation is refused: %v", refused)
			}
		})
	}
}

func pairsOf(text string) map[string]string {
	pairs := map[string]string{}
	for part := range strings.FieldsSeq(text) {
		code, user, _ := strings.Cut(part, "=")
		pairs[code] = user
	}
	return pairs
}

func compare[V any](t *testing.T, what string, got map[string]V, want string) {
	t.Helper()
	if codes := strings.Join(slices.Sorted(maps.Keys(got)), " "); codes != want {
		t.Errorf("%s: %q, wanted %q", what, codes, want)
	}
}
