// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/cmd/terraformcli"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestTerraformTest runs `terraform test` in every example that has test files, each with its own emulator, as
// examples/complete/README.md describes: with `init` and the variables in the emulator's environment file.
func TestTerraformTest(t *testing.T) {
	t.Parallel()
	const root = "../../../examples"
	seed, err := os.ReadFile(filepath.Join(root, "complete", "tests", "tenant.json"))
	if err != nil {
		t.Fatalf("reading the tenant: %v", err)
	}
	files, err := filepath.Glob(root + "/*/tests/*.tftest.hcl")
	if err != nil {
		t.Fatalf("finding tests: %v", err)
	}
	inModules, err := filepath.Glob(root + "/modules/*/tests/*.tftest.hcl")
	if err != nil {
		t.Fatalf("finding tests: %v", err)
	}
	if len(files) == 0 || len(inModules) < 2 {
		t.Fatalf("an example or a module has no tests: %v", append(files, inModules...))
	}
	examples := map[string]bool{}
	for _, file := range append(files, inModules...) {
		example, err := filepath.Rel(root, filepath.Dir(filepath.Dir(file)))
		if err != nil {
			t.Fatalf("naming the example: %v", err)
		}
		examples[filepath.ToSlash(example)] = true
	}
	for example := range examples {
		t.Run(example, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.WithSeed(string(seed)))
			w := exampleWorkspace(t, env, example)
			// The tenant has Microsoft's solutions already.
			delete(w.environment, "TF_VAR_base_solution_file")
			delete(w.environment, "TF_VAR_sales_solution_file")
			w.environment["TF_CLI_CONFIG_FILE"] = mirror(t)
			w.must("init")
			output := w.must("test")
			t.Log(output)
			if !strings.Contains(output, "Success!") {
				t.Errorf("no test ran:\n%s", output)
			}
		})
	}
}

// mirror returns a CLI configuration with which `init` finds the provider built for the tests.
func mirror(t *testing.T) string {
	t.Helper()
	config, err := terraformcli.Mirror(t.TempDir(), filepath.Join(builtIn.dir, "terraform-provider-bcsales"), builtIn.cli.Kind)
	if err != nil {
		t.Fatalf("creating a mirror of the provider: %v", err)
	}
	return config
}
