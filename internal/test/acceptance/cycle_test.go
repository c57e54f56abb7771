// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// Ids that are the same in every tenant: those of the demo tenant and of the solutions' roles.
var (
	guidPattern = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
	timePattern = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z`)
	fixed       = map[string]bool{
		dataverse.BaseIntegrationRole: true, dataverse.IntegrationAdministratorRole: true, dataverse.IntegrationUserRole: true,
	}
)

// quickstart returns a workspace with examples/quickstart for the emulator.
func quickstart(t *testing.T, env *acctest.Env) *workspace {
	t.Helper()
	w := newWorkspace(t, "")
	w.environment = env.Emulator().Env()
	variables := map[string]string{
		"company_name": "CRONUS", "dataverse_url": env.Emulator().URL(), "integration_application_id": applicationID,
	}
	for name, s := range map[string]samples.Solution{"base_solution_file": samples.BaseIntegration("1.2.0.0"), "sales_solution_file": samples.SalesIntegration("1.3.0.0")} {
		path, err := s.WriteFile(w.dir)
		if err != nil {
			t.Fatalf("generating a solution package: %v", err)
		}
		variables[name] = filepath.Base(path)
	}
	w.quickstart(variables)
	return w
}

// quickstart makes examples/quickstart the workspace's configuration, with values of its variables.
func (w *workspace) quickstart(variables map[string]string) {
	w.t.Helper()
	files, err := filepath.Glob("../../../examples/quickstart/*.tf")
	if err != nil || len(files) == 0 {
		w.t.Fatalf("finding examples/quickstart: %v, %d files", err, len(files))
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			w.t.Fatalf("reading %s: %v", file, err)
		}
		if err := os.WriteFile(filepath.Join(w.dir, filepath.Base(file)), text, 0o600); err != nil {
			w.t.Fatalf("copying %s: %v", file, err)
		}
	}
	if err := os.Remove(filepath.Join(w.dir, "main.tf")); err != nil {
		w.t.Fatalf("removing the empty configuration: %v", err)
	}
	var b strings.Builder
	for name, value := range variables {
		fmt.Fprintf(&b, "%s = %q\n", name, value)
	}
	if err := os.WriteFile(filepath.Join(w.dir, "terraform.tfvars"), []byte(b.String()), 0o600); err != nil {
		w.t.Fatalf("writing the variables: %v", err)
	}
}

// cycle applies the configuration, expects that nothing is left to do, and destroys everything, whatever happens.
func (w *workspace) cycle() {
	w.t.Helper()
	defer w.destroy()
	w.apply()
	w.expectEmptyPlan()
}

// TestQuickstartCycles applies and destroys the quickstart twice. What stays after a destroy is exactly what the
// documentation says is retained, and the second cycle leaves no more than the first.
func TestQuickstartCycles(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	seed := everything(env)
	w := quickstart(t, env)
	for cycle := range 2 {
		w.cycle()
		if diff := cmp.Diff(retained(cycle), compare(seed, everything(env)).lines()); diff != "" {
			t.Errorf("after destroy %d (- expected, + found):\n%s", cycle+1, diff)
		}
	}
}

// kept is a set of rows that destroy leaves: their number after the first
// and after the second cycle, and the reason.
type kept struct {
	set           string
	first, second int
	why           string
}

func keptSets() []kept {
	return []kept{
		{"dataverse/solutions", 2, 2, "solutions are retained unless deletion_policy says uninstall"},
		{"dataverse/publishers", 1, 1, "comes with the solutions"},
		{"dataverse/roles", 14, 14, "the solutions' roles in both units, and the new unit's copies of the platform's roles"},
		{"dataverse/importjobs", 2, 2, "the service's record of the imports"},
		{"dataverse/asyncoperations", 2, 2, "the service's record of the imports"},
		{"dataverse/stagesolutionuploads", 2, 2, "the service's record of the staged packages"},
		{"dataverse/systemusers", 1, 1, "the integration user is disabled, not deleted"},
		{"dataverse/businessunits", 1, 1, "the company's unit is retained"},
		{"dataverse/teams", 2, 2, "the company's owning team is retained, and a unit has a default team"},
		{"dataverse/teamrolescollection", 1, 1, "the base role of the owning team"},
		{"dataverse/bcbi_companies", 1, 1, "the company's row is retained"},
		{"dataverse/accounts", 5, 5, "synchronized from customers"},
		{"dataverse/transactioncurrencies", 1, 1, "synchronized from currencies"},
		{"businesscentral/recordCouplings", 8, 8, "couplings of the customers and currencies that were synchronized"},
		{"businesscentral/tableMappings", 18, 18, "made by Business Central when the setups were enabled"},
		{"businesscentral/fieldMappings", 154, 154, "made by Business Central when the setups were enabled"},
		{"businesscentral/jobQueueEntries", 19, 19, "made by Business Central when the setups were enabled; on hold"},
		{"businesscentral/jobQueueLogEntries", 3, 6, "Business Central's log of the jobs that ran"},
		{"businesscentral/fullSynchronizationLines", 16, 16, "the review of the last full synchronization"},
		{"businesscentral/logEntries", 43, 89, "the companion's log, which outlives what it records"},
		{"businesscentral/synchronizationJobs", 5, 7, "Business Central's log of the synchronizations"},
	}
}

// retained lists what the quickstart leaves behind after a cycle, in the format of [difference.lines].
func retained(cycle int) []string {
	kept := keptSets()
	lines := make([]string, 0, len(kept))
	for _, k := range kept {
		lines = append(lines, fmt.Sprintf("+ %s %d", k.set, []int{k.first, k.second}[cycle]))
	}
	slices.Sort(lines)
	return lines
}

// TestQuickstartRepeats applies the quickstart to two emulators: the states are equal
// except for generated ids, addresses and times.
func TestQuickstartRepeats(t *testing.T) {
	t.Parallel()
	var states [2]map[string]map[string]any
	for i := range states {
		env := acctest.New(t)
		w := quickstart(t, env)
		w.apply()
		states[i] = normalized(w.attributes(), env.Emulator())
		w.destroy()
	}
	if diff := cmp.Diff(states[0], states[1]); diff != "" {
		t.Errorf("two tenants got different states:\n%s", diff)
	}
}

// normalized replaces generated ids, addresses and times.
func normalized(resources map[string]map[string]any, e *emulator.Emulator) map[string]map[string]any {
	for _, attributes := range resources {
		for name, value := range attributes {
			if text, ok := value.(string); ok {
				attributes[name] = normalText(text, e)
			}
		}
	}
	return resources
}

func normalText(text string, e *emulator.Emulator) string {
	text = strings.ReplaceAll(text, e.URL(), "https://emulator")
	text = timePattern.ReplaceAllString(text, "<time>")
	return guidPattern.ReplaceAllStringFunc(text, func(id string) string {
		if strings.HasPrefix(id, "000000") || fixed[id] {
			return id
		}
		return "<id>"
	})
}
