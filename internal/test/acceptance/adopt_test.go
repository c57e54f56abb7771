// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// adoption measures the steps of an adoption.
type adoption struct {
	t   *testing.T
	env *acctest.Env
}

// step carries out a step and prints what it cost.
func (a adoption) step(what string, do func() string) {
	a.t.Helper()
	a.env.ResetRequests()
	start := time.Now()
	result := do()
	requests := 0
	for _, count := range a.env.Requests() {
		if count.API != acctest.Entra {
			requests += count.Count
		}
	}
	a.t.Logf("%-22s %4d requests, %5.1f s: %s", what, requests, time.Since(start).Seconds(), result)
}

// TestAdopt takes an environment with companies that were set up by hand under Terraform's management, as the guide describes:
// what exists is listed, its configuration is generated and reviewed into the modules, and everything is imported. Nothing
// changes in the services, and the next plan is empty. With -short there are fewer companies, and no modules.
func TestAdopt(t *testing.T) {
	t.Parallel()
	companies := acctest.Sample(handCompanies)
	env := byHand(t, companies)
	before := everything(env)
	a := adoption{t, env}
	session := env.Session(nil, nil)

	var objects []found
	a.step("find", func() string {
		variables := map[string]cty.Value{"integration_user_email": cty.StringVal(handEmail)}
		objects = find(t, session, queriesOf(t, "../../../examples/adopt/find.tfquery.hcl", variables))
		return fmt.Sprintf("%d objects of %d companies", len(objects), len(companies))
	})
	if testing.Short() {
		a.inProcess(session, objects)
	} else {
		a.withModules(objects)
	}
	if diff := gocmp.Diff([]string{}, compare(before, everything(env)).lines()); diff != "" {
		t.Errorf("adopting the companies changed something (- before, + after):\n%s", diff)
	}
}

// newestTerraform returns the path of a Terraform that knows queries and actions, or skips the test where none is named.
func newestTerraform(t *testing.T) string {
	t.Helper()
	const variable = "BCSALES_NEWEST_TERRAFORM"
	program := os.Getenv(variable)
	if program == "" {
		t.Skipf("%s names no Terraform of version 1.14 or later", variable)
	}
	return program
}

// TestAdoptByQuery lists what exists with terraform query, which finds what the protocol does.
func TestAdoptByQuery(t *testing.T) {
	t.Parallel()
	program := newestTerraform(t)
	env := byHand(t, handCompanies[:2])
	variables := map[string]cty.Value{"integration_user_email": cty.StringVal(handEmail)}
	objects := find(t, env.Session(nil, nil), queriesOf(t, "../../../examples/adopt/find.tfquery.hcl", variables))
	w := exampleWorkspace(t, env, "adopt")
	w.program = program
	w.variable("integration_user_email", handEmail)
	w.must("query", "-generate-config-out=generated.tf")
	blocks := map[string]int{}
	for _, block := range blocksOf(t, filepath.Join(w.dir, "generated.tf")) {
		blocks[block.Type]++
	}
	if diff := gocmp.Diff(map[string]int{"resource": len(objects), "import": len(objects)}, blocks); diff != "" {
		t.Errorf("generated blocks (- expected, + found):\n%s", diff)
	}
}

// inProcess imports what was found with its generated configuration.
func (a adoption) inProcess(session *inprocess.Session, objects []found) {
	a.t.Helper()
	factories := map[string]inprocess.Factory{}
	maps.Copy(factories, a.env.Factories())
	w := inprocess.NewWorkspace(factories)
	config := a.env.ProviderConfig() + generatedConfig(session, objects)
	for _, source := range []string{config + imports(objects), config} {
		plan, err := w.Plan(a.t.Context(), source, inprocess.Mode{})
		if err != nil {
			a.t.Fatal(err)
		}
		if !plan.Empty() {
			a.t.Error("the plan is not empty")
		}
		if err := w.Apply(a.t.Context(), plan); err != nil {
			a.t.Fatal(err)
		}
	}
	if n := len(w.Attributes()); n != len(objects) {
		a.t.Errorf("%d objects were imported, want %d", n, len(objects))
	}
}

// withModules lets Terraform generate the configuration, reviews it, and imports into the modules.
func (a adoption) withModules(objects []found) {
	a.t.Helper()
	draft := newWorkspace(a.t, "provider \"bcsales\" {}\n"+imports(objects))
	draft.environment = a.env.Emulator().Env()
	a.step("generate", func() string {
		return summary(a.t, draft.must("plan", "-generate-config-out=generated.tf"), fmt.Sprintf("Plan: %d to import, 0 to add, 0 to change, 0 to destroy.", len(objects)))
	})

	w := exampleWorkspace(a.t, a.env, "adopt")
	w.variable("integration_user_email", handEmail)
	reviewed := review(a.t, filepath.Join(draft.dir, "generated.tf"))
	if err := os.WriteFile(filepath.Join(w.dir, "companies.yaml"), []byte(reviewed), 0o600); err != nil {
		a.t.Fatal(err)
	}
	// The base role of a team comes with the company. The half of the companies that couple nobody has an empty map, which is not listed.
	wanted := len(objects) - len(handCompanies) + len(handCompanies)/2
	a.step("import", func() string {
		return summary(a.t, w.apply(), fmt.Sprintf("%d imported, 0 added, 0 changed, 0 destroyed", wanted))
	})
	a.step("plan without changes", func() string {
		w.expectEmptyPlan()
		return "no changes"
	})
}

// summary fails the test unless the output has the line, and returns it.
func summary(t *testing.T, output, line string) string {
	t.Helper()
	if !strings.Contains(output, line) {
		t.Fatalf("there is no %q in:\n%s", line, output)
	}
	return line
}

// review writes what the generated configuration says of each company as companies.yaml, as a person does: without what has
// its default.
func review(t *testing.T, path string) string {
	t.Helper()
	names, lines, synchronizations := map[string]string{}, map[string][]string{}, map[string]string{}
	blocks := blocksOf(t, path)
	for _, block := range blocks {
		if block.Labels[0] == "bcsales_dataverse_company" {
			names[text(evaluate(t, block.Body, "company_id", nil))] = text(evaluate(t, block.Body, "company_name", nil))
		}
	}
	for _, block := range blocks {
		value := func(name string) cty.Value { return evaluate(t, block.Body, name, nil) }
		company := func() string { return names[text(value("company_id"))] }
		switch block.Labels[0] {
		case "bcsales_dataverse_connection_setup":
			if model := text(value("ownership_model")); model != "person" {
				lines[company()] = append(lines[company()], "  ownership_model: "+model)
			}
			if unit := text(value("business_unit_name")); !strings.HasPrefix(unit, company()+" (") {
				lines[company()] = append(lines[company()], "  team: BCI - "+unit)
			}
		case "bcsales_sales_connection_setup":
			if value("item_availability").True() {
				lines[company()] = append(lines[company()], "  sales:\n    item_availability: true")
			}
		case "bcsales_salesperson_couplings":
			couplings := value("couplings").AsValueMap()
			if len(couplings) > 0 {
				lines[company()] = append(lines[company()], "  couplings:")
			}
			for _, code := range slices.Sorted(maps.Keys(couplings)) {
				lines[company()] = append(lines[company()], fmt.Sprintf("    %s: %s", code, text(couplings[code])))
			}
		case "bcsales_initial_synchronization":
			synchronizations[company()] = " "
			if fields := value("match_fields"); fields != cty.NilVal && !fields.IsNull() {
				encoded, err := ctyjson.Marshal(fields, fields.Type())
				if err != nil {
					t.Fatal(err)
				}
				synchronizations[company()] = "  synchronization:\n    match_fields: " + string(encoded)
			}
		}
	}
	var page strings.Builder
	for _, name := range slices.Sorted(maps.Values(names)) {
		fmt.Fprintf(&page, "%s:\n", name)
		for _, line := range append(lines[name], cmp.Or(synchronizations[name], "  synchronization:\n    enabled: false")) {
			page.WriteString(line + "\n")
		}
	}
	return page.String()
}

func text(value cty.Value) string {
	if value == cty.NilVal || value.IsNull() {
		return ""
	}
	return value.AsString()
}
