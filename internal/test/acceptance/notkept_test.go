// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestChangesNotKept answers every change of an argument with success and carries none out. The apply fails in the provider's own
// words, and the next one converges.
func TestChangesNotKept(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t, acctest.WithoutRecord())
	config := driftGuide(t, env).config()
	w := workspaceOf(env.Factories())
	apply := func() error { return planAndApply(t.Context(), w, config) }
	if err := apply(); err != nil {
		t.Fatal(err)
	}
	answered, own := 0, 0
	for _, d := range acctest.Sample(drifts()) {
		d.change(env)
		env.Faults(acctest.Fault{Method: http.MethodPatch, Action: "status", Status: http.StatusNoContent})
		err := apply()
		hit := env.Fired() > 0
		env.Faults()
		if hit {
			answered++
			if err == nil || strings.Contains(err.Error(), "inconsistent result") || !strings.Contains(err.Error(), "What to do: ") {
				t.Errorf("%s: %v", d.attribute, err)
			}
			if err != nil && strings.Contains(err.Error(), "The service did not keep what was applied") {
				own++
			}
		}
		if err := apply(); err != nil {
			t.Errorf("%s: the next apply: %v", d.attribute, err)
			continue
		}
		plan, err := w.Plan(t.Context(), config, inprocess.Mode{})
		if err != nil || !plan.Empty() {
			t.Errorf("%s: the plan after that: %v", d.attribute, err)
		}
	}
	t.Logf("%d changes were answered and not carried out; of %d the comparison with the plan told", answered, own)
	if answered == 0 || own == 0 {
		t.Error("no change was answered without being carried out, or none was seen by its result")
	}
}

// TestAdoptionNotKept answers the change of a user who is taken up with success and does not carry it out. A user in state would be
// tainted, and disabled by the next apply.
func TestAdoptionNotKept(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ argument, want string }{
		"a person":      {`object_id = "` + objectAda + `"` + "\n  access_mode = \"non_interactive\"", `access_mode is "read_write" instead of "non_interactive".`},
		"an app's user": {`application_id = "` + applicationID + `"` + "\n  internal_email_address = \"new@contoso.example\"", `internal_email_address is "other@contoso.example" instead of "new@contoso.example".`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.WithoutRecord())
			env.Insert(dataverseSet("systemusers"), acctest.Row{"applicationid": applicationID, "internalemailaddress": "other@contoso.example"})
			config := env.ProviderConfig() + `
resource "bcsales_integration_user" "this" {
  ` + test.argument + `
  adopt_existing = true
}
`
			w := workspaceOf(env.Factories())
			apply := func() error { return planAndApply(t.Context(), w, config) }
			env.Faults(acctest.Fault{Method: http.MethodPatch, Action: "status", Status: http.StatusNoContent})
			if err := apply(); err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "untaint") {
				t.Errorf("the apply: %v", err)
			}
			if !w.Empty() {
				t.Error("the user is in state")
			}
			// The next apply changes the user once, and does not disable anybody.
			env.Faults(acctest.Fault{Method: http.MethodPatch, Action: "status", Status: http.StatusForbidden, Skip: 1})
			if err := apply(); err != nil {
				t.Error(err)
			}
			if fired := env.Fired(); fired != 0 {
				t.Errorf("the next apply changes the user %d times more than once", fired)
			}
		})
	}
}
