// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// literalArgument is a line of a configuration with a literal value.
var literalArgument = regexp.MustCompile(`(?m)^(\s*)(\w+)(\s*=\s*)("[^"]*"|\d+|true|false)$`)

// later takes every literal value of the guide from a resource of the same run, so that no plan knows it.
func later(g *guide) string {
	c := g.clone()
	var values []string
	for _, address := range c.order {
		c.parts[address] = literalArgument.ReplaceAllStringFunc("\n"+strings.TrimSpace(c.parts[address]), func(line string) string {
			m := literalArgument.FindStringSubmatch(line)
			key := fmt.Sprintf("v%d", len(values))
			values = append(values, key+" = "+m[4])
			return m[1] + m[2] + m[3] + "terraform_data.later.output." + key
		})
	}
	return c.config() + "\nresource \"terraform_data\" \"later\" {\n  input = {\n    " + strings.Join(values, "\n    ") + "\n  }\n}\n"
}

// TestGuideOfUnknownValues applies the guide with all values unknown in the plan: the result
// matches the plan, and the next plan is empty.
func TestGuideOfUnknownValues(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := later(driftGuide(t, env))
	if n := strings.Count(config, "terraform_data.later.output."); n < 40 {
		t.Fatalf("only %d values are unknown", n)
	}
	acctest.OnlyTerraform(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps:                    []resource.TestStep{{Config: config, ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: empty()}}},
	})
}

// minimal are arguments with which each resource is valid.
func minimal(env *acctest.Env) map[string]map[string]any {
	return map[string]map[string]any{
		"bcsales_integration_user":         {"application_id": applicationID},
		"bcsales_security_role_assignment": {"system_user_id": userJim, "role_name": "Salesperson"},
		"bcsales_solution":                 {"unique_name": "Later"},
		"bcsales_dataverse_company":        {"company_id": companyID, "company_name": "CRONUS"},
		"bcsales_team_membership":          {"team_id": rootUnitID, "system_user_id": userJim},
		"bcsales_dataverse_connection_setup": {
			"company_id": companyID, "environment_url": env.Emulator().URL(), "user_name": "integration@contoso.example",
			"business_unit_id": rootUnitID, "business_unit_name": "Unit (" + companyID + ")", "consent_acknowledged": true,
		},
		"bcsales_sales_connection_setup":    {"company_id": companyID},
		"bcsales_salesperson_coupling":      {"company_id": companyID, "salesperson_code": "JO", "system_user_id": userJim},
		"bcsales_salesperson_couplings":     {"company_id": companyID, "couplings": map[string]any{"JO": userJim}},
		"bcsales_record_coupling":           {"company_id": companyID, "table": "customer", "record_id": customerFirst, "dataverse_id": rootUnitID},
		"bcsales_initial_synchronization":   {"company_id": companyID},
		"bcsales_license_assignment":        {"user_id": userAda, "sku_part_number": "DYN365_ENTERPRISE_SALES"},
		"bcsales_company":                   {"name": "Fabrikam"},
		"bcsales_extension":                 {"file": "later.app"},
		"bcsales_permission_set_assignment": {"user_security_id": userAda, "permission_set_id": "D365 READ"},
		"bcsales_table_mapping":             {"company_id": companyID, "name": "CUSTOMER"},
	}
}

// TestUnknownArguments plans every resource with each of its arguments unknown, individually and all together, as a
// create and as an update: no plan is refused. [TestPlannedValues] does the same with the guide's configuration.
func TestUnknownArguments(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	p := newInProcess(env, false)
	bases := minimal(env)
	planned := 0
	for _, kind := range slices.Sorted(maps.Keys(p.ResourceSchemas())) {
		base, known := bases[kind]
		if !known {
			t.Errorf("%s has no minimal arguments", kind)
			continue
		}
		for _, unknown := range unknowns(p.ResourceSchemas()[kind], base) {
			for what, prior := range map[string]map[string]any{"creation": nil, "update": base} {
				planned++
				for _, d := range p.plan(t, kind, prior, base, unknown) {
					if d.Severity == tfprotov6.DiagnosticSeverityError {
						t.Errorf("%s of %s with %s unknown: %s: %s", what, kind, strings.Join(unknown, ", "), d.Summary, d.Detail)
					}
				}
			}
		}
	}
	t.Logf("%d plans", planned)
}

// unknowns are the sets of arguments that may be unknown at once: each alone, and all that are required or given.
func unknowns(schema *tfprotov6.Schema, given map[string]any) [][]string {
	var all []string
	var sets [][]string
	for _, a := range schema.Block.Attributes {
		_, set := given[a.Name]
		switch {
		case a.Required || set:
			all = append(all, a.Name)
			sets = append(sets, []string{a.Name})
		case a.Optional && a.Name != "timeouts" && !exclusive(a.Name):
			sets = append(sets, []string{a.Name})
		}
	}
	return append(sets, all)
}

// exclusive are arguments that conflict with one of the minimal arguments.
func exclusive(name string) bool {
	return slices.Contains([]string{"team_id", "access_mode"}, name)
}
