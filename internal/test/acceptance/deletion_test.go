// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	testresource "github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// deletion removes the object of a resource behind Terraform's back.
type deletion struct {
	address string
	remove  func(env *acctest.Env)
}

// link removes the rows of an intersect set that match the condition.
func link(set, key string, selects func(env *acctest.Env, row acctest.Row) bool) func(*acctest.Env) {
	return func(env *acctest.Env) {
		for _, row := range env.Rows(dataverseSet(set)) {
			if selects(env, row) {
				env.Delete(dataverseSet(set), fmt.Sprint(row[key]))
			}
		}
	}
}

// companyRow removes the row of a set of the company whose column has the value; an empty column means the first.
func companyRow(set, column string, value any) func(*acctest.Env) {
	return func(env *acctest.Env) {
		var id string
		if column == "" {
			id = rowIn(env, companySet(set))
		} else {
			id = fmt.Sprint(env.Find(companySet(set), column, value)["id"])
		}
		env.Delete(companySet(set), id)
	}
}

func deletions() []deletion {
	solution := func(name string) func(*acctest.Env) {
		return func(env *acctest.Env) {
			env.Delete(dataverseSet("solutions"), fmt.Sprint(env.Find(dataverseSet("solutions"), "uniquename", name)["solutionid"]))
		}
	}
	return []deletion{
		{"bcsales_table_mapping.this", companyRow("tableMappings", "name", "CUSTOMER")},
		{"bcsales_record_coupling.this", companyRow("recordCouplings", "recordId", couplingRecord)},
		{"bcsales_salesperson_coupling.jim", companyRow("recordCouplings", "recordId", personJim)},
		{"bcsales_team_membership.otis", link("teammemberships", "teammembershipid", func(_ *acctest.Env, row acctest.Row) bool {
			return row["systemuserid"] == userOtis
		})},
		{"bcsales_security_role_assignment.user", link("systemuserrolescollection", "systemuserroleid", func(env *acctest.Env, row acctest.Row) bool {
			return row["systemuserid"] == integrationUser(env) && row["roleid"] == "6f960e32-a72b-e511-80d9-3863bb349780"
		})},
		{"bcsales_security_role_assignment.team_user", link("teamrolescollection", "teamroleid", func(env *acctest.Env, row acctest.Row) bool {
			return env.Find(dataverseSet("roles"), "roleid", row["roleid"])["name"] == "Dynamics 365 Business Central Integration User"
		})},
		{"bcsales_initial_synchronization.this", companyRow("salesConnectionSetups", "", nil)},
		{"bcsales_sales_connection_setup.this", companyRow("salesConnectionSetups", "", nil)},
		{"bcsales_dataverse_connection_setup.this", companyRow("dataverseConnectionSetups", "", nil)},
		{"bcsales_dataverse_company.this", func(env *acctest.Env) {
			env.Delete(dataverseSet("bcbi_companies"), fmt.Sprint(env.Rows(dataverseSet("bcbi_companies"))[0]["bcbi_companyid"]))
		}},
		{"bcsales_license_assignment.this", func(env *acctest.Env) {
			env.Patch(graphSet("users"), objectAda, acctest.Row{"licenseAssignmentStates": []any{}})
		}},
		{"bcsales_company.this", func(env *acctest.Env) {
			env.Delete(acctest.Set{API: acctest.BusinessCentral, Name: "companies"}, companyID)
		}},
		{"bcsales_integration_user.this", func(env *acctest.Env) { env.Delete(dataverseSet("systemusers"), integrationUser(env)) }},
		{"bcsales_solution.sales", solution("MicrosoftDynamicsNavIntegration")},
	}
}

// deletionGuide is the guide with one object of every resource that it can contain.
func deletionGuide(t *testing.T, env *acctest.Env) *guide {
	t.Helper()
	return driftGuide(t, env).set("bcsales_team_membership.otis", `
  team_id        = bcsales_dataverse_company.this.team_id
  system_user_id = "`+userOtis+`"`)
}

func TestDeletion(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	covered := map[string]bool{}
	for _, d := range deletions() {
		kind, _, _ := strings.Cut(d.address, ".")
		covered[kind] = true
	}
	for _, kind := range resourceTypes() {
		if !covered[kind] && !elsewhere(kind) {
			t.Errorf("no row deletes an object of %s", kind)
		}
	}
	env := acctest.New(t)
	g := deletionGuide(t, env)
	var complete *store.Snapshot
	world := env.Emulator().World()
	steps := []testresource.TestStep{{Config: g.config(), Check: func(*terraform.State) error {
		world.Do(func() { complete = world.Store.Snapshot() })
		return nil
	}}}
	restore := func() { world.Do(func() { world.Store.Restore(complete) }) }
	for _, d := range deletions() {
		step := testresource.TestStep{
			PreConfig: func() { t.Logf("deletion of %s", d.address); restore(); d.remove(env) },
			Config:    g.config(),
			PlanOnly:  true,
			// This step expects a plan with changes.
			ExpectNonEmptyPlan: true,
			ConfigPlanChecks: testresource.ConfigPlanChecks{
				PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectResourceAction(d.address, plancheck.ResourceActionCreate)},
			},
		}
		if d.address == "bcsales_company.this" {
			// The other objects of the company, whose id the guide names, cannot be made without it.
			step.ExpectNonEmptyPlan, step.ConfigPlanChecks, step.ExpectError = false, testresource.ConfigPlanChecks{}, regexp.MustCompile("The company is gone")
		}
		steps = append(steps, step)
	}
	steps = append(steps, testresource.TestStep{PreConfig: restore, Config: g.config(), PlanOnly: true})
	acctest.Run(t, testresource.TestCase{ProtoV6ProviderFactories: env.Factories(), Steps: steps})
}

// elsewhere reports whether the tests of a resource's own package test its deletion and its import by identity: the guide
// cannot contain it, or other resources of the guide manage the same.
func elsewhere(kind string) bool {
	return slices.Contains([]string{"bcsales_extension", "bcsales_permission_set_assignment", "bcsales_salesperson_couplings"}, kind)
}

func resourceTypes() []string {
	ctx := context.Background()
	constructs := provider.New("test", nil).Resources(ctx)
	names := make([]string, 0, len(constructs))
	for _, construct := range constructs {
		var meta resource.MetadataResponse
		construct().Metadata(ctx, resource.MetadataRequest{ProviderTypeName: "bcsales"}, &meta)
		names = append(names, meta.TypeName)
	}
	return names
}
