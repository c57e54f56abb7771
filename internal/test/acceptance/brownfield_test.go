// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestBrownfield adopts a company that is already integrated, with the configuration of the guide for such tenants:
// everything is imported, nothing is changed, and the next plan is empty.
func TestBrownfield(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.WithSeed(tenant(t, 2, 3)))
	earlier := exampleWorkspace(t, env, "complete")
	earlier.environment["TF_VAR_companion_app_file"] = companion(t, earlier.dir)
	earlier.onboard(true, tenantCompanies[:2]...)
	earlier.apply()
	// Forget who did it.
	if err := os.Remove(filepath.Join(earlier.dir, "terraform.tfstate")); err != nil {
		t.Fatalf("forgetting the state: %v", err)
	}
	before := everything(env)

	w := exampleWorkspace(t, env, "brownfield")
	w.variable("company_name", tenantCompanies[0])
	w.variable("integration_user_email", "bc-integration-0000001a@127.0.0.1")
	w.variable("ownership_model", "person")
	output := w.apply()
	if !strings.Contains(output, "13 imported, 0 added, 0 changed, 0 destroyed") {
		t.Errorf("adopting the company was not only an import:\n%s", output)
	}
	w.expectEmptyPlan()
	if diff := cmp.Diff([]string{}, compare(before, everything(env)).lines()); diff != "" {
		t.Errorf("adopting the company changed something (- before, + after):\n%s", diff)
	}
}
