// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse_test

import (
	"net/http"
	"net/url"
	"testing"
)

// TestCollation compares texts as the organization's database does, in
// filters, functions, sorting and unique names.
func TestCollation(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		sensitive bool
		found     map[string]int // rows by filter
		again     map[string]int // status of creating a second role with the name
	}{
		"plain": {
			found: map[string]int{
				"name eq 'VERKÄUFER'": 1, "name eq 'Verkaufer'": 1, "name eq 'Verkäufer '": 1, "name ne 'verkaufer'": 0, "name eq 'Verkauf'": 0,
				"contains(name,'KAUF')": 1, "startswith(name,'verka')": 1, "endswith(name,'ufer')": 1, "endswith(name,'ufer ')": 0,
				"name eq 'Verka\u0308ufer'": 1,
			},
			again: map[string]int{"Verkaufer": http.StatusBadRequest, "VERKÄUFER ": http.StatusBadRequest, "Verkauf": http.StatusNoContent}, //nolint:gocritic // the trailing blank is the case
		},
		"with accents": {
			sensitive: true,
			found: map[string]int{
				"name eq 'VERKÄUFER'": 1, "name eq 'Verkaufer'": 0, "name eq 'Verkäufer '": 1, "name ne 'verkaufer'": 1,
				"contains(name,'KAUF')": 0, "contains(name,'KÄUF')": 1, "name eq 'Verka\u0308ufer'": 1,
			},
			again: map[string]int{"Verkaufer": http.StatusNoContent, "VERKÄUFER ": http.StatusBadRequest}, //nolint:gocritic // the trailing blank is the case
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newOrganization(t)
			h.world.Store.Collation.AccentSensitive = test.sensitive
			role := func(name string) answer {
				return h.do("POST", "roles", `{"name": "`+name+`", "businessunitid@odata.bind": "/businessunits({root})"}`)
			}
			if made := role("Verkäufer"); made.status != http.StatusNoContent {
				t.Fatalf("%d %s", made.status, made.message)
			}
			for filter, want := range test.found {
				only := h.text(" and _businessunitid_value eq {root} and startswith(name,'V')")
				rows, _ := h.must("GET", "roles?$filter="+url.PathEscape(filter+only), "").body["value"].([]any)
				if len(rows) != want {
					t.Errorf("%s: %d rows, want %d", filter, len(rows), want)
				}
			}
			for name, want := range test.again {
				if got := role(name); got.status != want {
					t.Errorf("a second role %q: %d %s, want %d", name, got.status, got.message, want)
				}
			}
		})
	}
}
