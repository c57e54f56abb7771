// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// exampleCompany is the id of the company in examples/actions.
const exampleCompany = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"

// TestActionsOfTheExamples runs the actions of examples/actions with a Terraform that knows actions: all of them by -invoke, and one
// when a resource is created. Elsewhere they run at the level of the plugin protocol.
func TestActionsOfTheExamples(t *testing.T) {
	t.Parallel()
	program := newestTerraform(t)
	env := acctest.New(t)
	w := quickstart(t, env)
	w.program = program
	w.apply()
	files, err := filepath.Glob("../../../examples/actions/*/action.tf")
	if err != nil || len(files) == 0 {
		t.Fatalf("finding the examples: %v, %d files", err, len(files))
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(filepath.Dir(file)) + ".tf"
		if err := os.WriteFile(filepath.Join(w.dir, name), []byte(strings.ReplaceAll(string(text), exampleCompany, companyID)), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	const customers = "bcsales_synchronize_table_mapping.customers"
	expectAction(t, w.apply(), customers, "CUSTOMER")
	for address, said := range map[string]string{
		"bcsales_test_connection.cronus":       "The Sales connection to " + env.Emulator().URL() + " works",
		"bcsales_full_synchronization.codes":   "Starting CURRENCY",
		"bcsales_retry_skipped_records.cronus": "No record is skipped",
		customers:                              "CUSTOMER",
	} {
		expectAction(t, w.must("apply", "-auto-approve", "-invoke=action."+address), address, said)
	}
	// It resets the mapping that the configuration sets.
	const reset = "bcsales_reset_configuration.sales"
	expectAction(t, w.must("apply", "-auto-approve", "-invoke=action."+reset), reset, "The Sales configuration is Business Central's default")
	w.destroy()
}

// expectAction fails the test unless the output of Terraform says that an action was completed, and with what progress.
func expectAction(t *testing.T, output, address, progress string) {
	t.Helper()
	for _, text := range []string{"Action complete: action." + address, progress} {
		if !strings.Contains(unwrapped(output), text) {
			t.Errorf("the output lacks %q:\n%s", text, output)
		}
	}
}
