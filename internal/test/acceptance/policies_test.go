// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestPolicies plans a rehearsal, and has the policies of examples/operations look at what `terraform show -json` says of it. It
// needs the program that BCSALES_OPA names; make test-operations builds it.
func TestPolicies(t *testing.T) {
	t.Parallel()
	opa := os.Getenv("BCSALES_OPA")
	if opa == "" {
		t.Skip("make test-operations runs it with the program opa")
	}
	env := acctest.New(t, acctest.WithSeed(tenant(t, 1, 2)))
	w := exampleWorkspace(t, env, "complete")
	w.environment["TF_VAR_companion_app_file"] = companion(t, w.dir)
	w.onboard(false, tenantCompanies[0])
	denied := func(production string) []string {
		t.Helper()
		w.must("plan", "-out=plan")
		show := exec.CommandContext(t.Context(), builtIn.cli.Path, "show", "-json", "plan")
		show.Dir, show.Env = w.dir, w.environ()
		plan, err := show.Output()
		if err != nil {
			t.Fatalf("terraform show: %v", err)
		}
		for name, content := range map[string][]byte{"plan.json": plan, "production.json": []byte(production)} {
			if err := os.WriteFile(filepath.Join(w.dir, name), content, 0o600); err != nil {
				t.Fatalf("writing %s: %v", name, err)
			}
		}
		policies := filepath.Join("..", "operations", "policies", "bcsales.rego")
		evaluate := exec.CommandContext(t.Context(), opa, "eval", "--format", "json", "--data", policies, "--data", "production.json", "--input", "plan.json", "data.bcsales.deny")
		evaluate.Dir = w.dir
		output, err := evaluate.Output()
		if err != nil {
			t.Fatalf("opa eval: %v\n%s", err, output)
		}
		var answer struct {
			Result []struct {
				Expressions []struct {
					Value []string `json:"value"`
				} `json:"expressions"`
			} `json:"result"`
		}
		if err := json.Unmarshal(output, &answer); err != nil || len(answer.Result) != 1 {
			t.Fatalf("reading what opa says: %v\n%s", err, output)
		}
		messages := answer.Result[0].Expressions[0].Value
		slices.Sort(messages)
		return messages
	}
	if got := denied(`{}`); len(got) > 0 {
		t.Errorf("a plan of the example is refused: %q", got)
	}
	w.apply()
	w.variable("companies", map[string]any{tenantCompanies[0]: map[string]any{"synchronize": false, "ownership_model": "team"}})
	w.variable("deletion_policies", map[string]any{"companies": "delete"})
	company := `module.company["` + tenantCompanies[0] + `"].bcsales_dataverse_`
	deletes := company + `company.this has deletion_policy = "delete"`
	changes := company + `connection_setup.this would change the ownership model from person to team in production`
	if diff := cmp.Diff([]string{deletes, changes}, denied(`{}`)); diff != "" {
		t.Errorf("refused (- expected, + found):\n%s", diff)
	}
	if diff := cmp.Diff([]string{deletes}, denied(`{"production": ["https://contoso.crm4.dynamics.com"]}`)); diff != "" {
		t.Errorf("refused outside production (- expected, + found):\n%s", diff)
	}
}
