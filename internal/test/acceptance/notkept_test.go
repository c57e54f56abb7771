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
	apply := func() error {
		plan, err := w.Plan(t.Context(), config, inprocess.Mode{})
		if err != nil {
			return err
		}
		return w.Apply(t.Context(), plan)
	}
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
