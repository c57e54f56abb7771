// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package company_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestChangedByOthers lets another administrator change the company between plan and apply, or right before the write. A name
// that the plan did not show is neither overwritten nor deleted with its company, and the error names both; a change of something
// else is no obstacle, and neither is the wanted name.
func TestChangedByOthers(t *testing.T) {
	t.Parallel()
	shown := func(name string) acctest.Row { return acctest.Row{"displayName": name} }
	for name, tc := range map[string]struct {
		destroy bool
		change  acctest.Row
		fails   string
		after   string // empty for a company that is gone
	}{
		"update, another name":     {false, shown("Other"), "display_name: was First, is Other, and is to be Second", "Other"},
		"update, something else":   {false, acctest.Row{"evaluationCompany": false}, "", "Second"},
		"update, the wanted name":  {false, shown("Second"), "", "Second"},
		"deletion, another name":   {true, shown("Other"), "display_name: was First, is Other", "Other"},
		"deletion, something else": {true, acctest.Row{"evaluationCompany": false}, "", ""},
	} {
		for _, atTheWrite := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, at the write %t", name, atTheWrite), func(t *testing.T) {
				t.Parallel()
				env := acctest.New(t)
				w := inprocess.NewWorkspace(env.Factories())
				config := func(shown string) string {
					return env.ProviderConfig() + fmt.Sprintf("resource \"bcsales_company\" \"this\" {\n  name = \"Fabrikam\"\n  display_name = %q\n  deletion_policy = \"delete\"\n}\n", shown)
				}
				plan, err := w.Plan(t.Context(), config("First"), inprocess.Mode{})
				if err == nil {
					err = w.Apply(t.Context(), plan)
				}
				if err == nil {
					plan, err = w.Plan(t.Context(), config("Second"), inprocess.Mode{Destroy: tc.destroy})
				}
				if err != nil {
					t.Fatal(err)
				}
				id := fmt.Sprint(env.Find(allCompanies(), "name", "Fabrikam")["id"])
				act := func() { env.Patch(allCompanies(), id, tc.change) }
				if atTheWrite {
					env.Before(map[bool]string{true: "DELETE", false: "PATCH"}[tc.destroy], `/automationCompanies\(`, act)
				} else {
					act()
				}
				err = w.Apply(t.Context(), plan)
				if text := fmt.Sprint(err); (err != nil) != (tc.fails != "") || !strings.Contains(text, tc.fails) {
					t.Errorf("got %v, want %q", err, tc.fails)
				}
				after := ""
				for _, row := range env.Rows(allCompanies()) {
					if row["id"] == id {
						after = fmt.Sprint(row["displayName"])
					}
				}
				if after != tc.after {
					t.Errorf("the display name is %q, want %q", after, tc.after)
				}
			})
		}
	}
}
