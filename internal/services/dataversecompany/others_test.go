// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestChangedByOthers lets another administrator change a part of the company between plan and apply, or right before the
// write. A name that the plan did not show is neither overwritten nor deleted with its row, and the error names both; a change of
// something else is no obstacle, and neither is the wanted name.
func TestChangedByOthers(t *testing.T) {
	t.Parallel()
	suffix := " (" + companyID + ")"
	for set, part := range map[string]struct {
		key, name, attribute string
		// The names in state, wanted by the update, and given by somebody else.
		before, wanted, other string
		something             acctest.Row
	}{
		"bcbi_companies": {"bcbi_companyid", "bcbi_name", "company_name", "Fabrikam", "Contoso", "Northwind", acctest.Row{"statuscode": 2}},
		"teams":          {"teamid", "name", "team_name", "BCI - Fabrikam" + suffix, "BCI - Contoso" + suffix, "Northwind", acctest.Row{"description": "d"}},
		"businessunits":  {"businessunitid", "name", "business_unit_name", "Fabrikam" + suffix, "Contoso" + suffix, "Northwind", acctest.Row{"divisionname": "d"}},
	} {
		for _, destroy := range []bool{false, true} {
			for name, tc := range map[string]struct {
				change acctest.Row
				fails  string
			}{
				"another name":    {acctest.Row{part.name: part.other}, part.attribute + ": was " + part.before + ", is " + part.other},
				"something else":  {part.something, ""},
				"the wanted name": {acctest.Row{part.name: part.wanted}, ""},
			} {
				if destroy && name == "the wanted name" {
					continue
				}
				for _, atTheWrite := range []bool{false, true} {
					t.Run(fmt.Sprintf("%s, %s, destroy %t, at the write %t", set, name, destroy, atTheWrite), func(t *testing.T) {
						t.Parallel()
						env := start(t)
						w := inprocess.NewWorkspace(env.Factories())
						const more = "rename = true\n  deletion_policy = \"delete\""
						plan, err := w.Plan(t.Context(), named(env, "Fabrikam", more), inprocess.Mode{})
						if err == nil {
							err = w.Apply(t.Context(), plan)
						}
						if err == nil {
							plan, err = w.Plan(t.Context(), named(env, "Contoso", more), inprocess.Mode{Destroy: destroy})
						}
						if err != nil {
							t.Fatal(err)
						}
						rows := acctest.Set{API: acctest.Dataverse, Name: set}
						key := fmt.Sprint(env.Find(rows, part.name, part.before)[part.key])
						act := func() { env.Patch(rows, key, tc.change) }
						if atTheWrite {
							env.Before(map[bool]string{true: "DELETE", false: "PATCH"}[destroy], "/"+set+`\(`, act)
						} else {
							act()
						}
						err = w.Apply(t.Context(), plan)
						if text := fmt.Sprint(err); (err != nil) != (tc.fails != "") || !strings.Contains(text, tc.fails) {
							t.Errorf("got %v, want %q", err, tc.fails)
						}
						var left []any
						for _, row := range env.Rows(rows) {
							if row[part.key] == key {
								left = append(left, row[part.name])
							}
						}
						after := map[bool]string{true: "[]", false: "[" + part.wanted + "]"}[destroy]
						if tc.fails != "" {
							after = "[" + part.other + "]"
						}
						if got := fmt.Sprint(left); got != after {
							t.Errorf("the name is %s, want %s", got, after)
						}
					})
				}
			}
		}
	}
}
