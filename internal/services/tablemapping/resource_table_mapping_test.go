// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package tablemapping_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	address = "bcsales_table_mapping.this"
	cronus  = "000000cc-0000-4000-8000-000000000001"
)

func inCompany(set string) acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: set, Company: cronus}
}

// newEnv returns an emulator whose company has two mappings: one with a recurring job, one without.
func newEnv(t *testing.T) *acctest.Env {
	t.Helper()
	env := acctest.New(t)
	env.Insert(inCompany("tableMappings"), acctest.Row{"name": "CUSTOMER", "tableId": 18, "integrationTableId": 5341, "direction": "Bidirectional", "dependencyFilter": "CURRENCY|PAYMENT TERMS", "isSynchronizationEnabled": true})
	env.Insert(inCompany("tableMappings"), acctest.Row{"name": "OPPORTUNITY", "tableId": 5092, "integrationTableId": 5343, "direction": "Bidirectional", "createUnmatched": true})
	env.Insert(inCompany("jobQueueEntries"), acctest.Row{"objectIdToRun": 5339, "recordIdToProcess": "Integration Table Mapping: CUSTOMER", "recurringJob": true, "status": "Ready"})
	return env
}

func mapping(env *acctest.Env) acctest.Row {
	return env.Find(inCompany("tableMappings"), "name", "CUSTOMER")
}

func config(env *acctest.Env, lines string) string {
	return env.ProviderConfig() + `
resource "bcsales_table_mapping" "this" {
  company_id = "` + cronus + `"
  ` + lines + `
}
`
}

func step(config string, action plancheck.ResourceActionType, before func()) resource.TestStep {
	return resource.TestStep{PreConfig: before, Config: config, ConfigPlanChecks: resource.ConfigPlanChecks{
		PreApply:             []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)},
		PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()},
	}}
}

func TestMapping_lifecycle(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	some := config(env, `name = "customer"
  direction = "to_dataverse"`)
	all := config(env, `name = "CUSTOMER"
  direction = "from_dataverse"
  synchronize_only_coupled_records = false
  update_conflict_resolution = "get_update_from_dataverse"
  deletion_conflict_resolution = "restore_records"
  synchronization_enabled = false`)
	want := func(column string, value any) func() {
		return func() {
			if got := mapping(env)[column]; got != value {
				t.Errorf("%s is %v, wanted %v", column, got, value)
			}
		}
	}
	acctest.Terraform(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			step(some, plancheck.ResourceActionCreate, nil),
			{ResourceName: address, ImportState: true, ImportStateId: cronus + "/customer", ImportStateVerify: true, ImportStateVerifyIgnore: []string{"name"}},
			step(all, plancheck.ResourceActionUpdate, func() {
				want("direction", "ToIntegrationTable")()
				want("synchronizeOnlyCoupledRecords", true)()
			}),
			step(all, plancheck.ResourceActionUpdate, func() {
				want("updateConflictResolution", "Get_x0020_Update_x0020_from_x0020_Integration")()
				want("deletionConflictResolution", "Restore_x0020_Records")()
				if job := env.Find(inCompany("jobQueueEntries"), "recurringJob", true); job["status"] != "On_x0020_Hold" {
					t.Errorf("the job is %v", job["status"])
				}
				env.Patch(inCompany("tableMappings"), fmt.Sprint(mapping(env)["id"]), acctest.Row{"direction": "Bidirectional"})
			}),
			step(all, plancheck.ResourceActionUpdate, func() { // a reset makes another row with another id
				env.Delete(inCompany("tableMappings"), fmt.Sprint(mapping(env)["id"]))
				env.Insert(inCompany("tableMappings"), acctest.Row{"name": "CUSTOMER", "tableId": 18, "direction": "Bidirectional"})
			}),
			{Config: env.ProviderConfig()},
			{PreConfig: want("direction", "FromIntegrationTable"), Config: env.ProviderConfig(), PlanOnly: true},
		},
	})
}

func TestMapping_refusals(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	refused := func(lines, words string) resource.TestStep {
		return resource.TestStep{Config: config(env, lines), ExpectError: regexp.MustCompile(words)}
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			refused(`name = "NOTHING"`, "There is no such table mapping"),
			refused(`name = "CUSTOMER"
  direction = "sideways"`, "value must be one of"),
			refused(`name = "OPPORTUNITY"
  synchronization_enabled = true`, "OPPORTUNITY"),
			refused(`name = "A NAME OF MORE THAN 20"`, "must be between 1 and 20"),
		},
	})
}

func TestMappings_dataSource(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	source := func(lines string) string {
		return env.ProviderConfig() + `
data "bcsales_table_mappings" "this" {
  company_id = "` + cronus + `"
  ` + lines + `
}
`
	}
	const name = "data.bcsales_table_mappings.this"
	is := func(key, value string) resource.TestCheckFunc {
		return resource.TestCheckResourceAttr(name, key, value)
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: source(""), Check: resource.ComposeAggregateTestCheckFunc(
				is("table_mappings.#", "2"), is("table_mappings.0.name", "CUSTOMER"), is("table_mappings.0.direction", "bidirectional"), is("table_mappings.0.table_id", "18"),
				is("table_mappings.0.synchronization_enabled", "true"), is("table_mappings.0.depends_on_mappings.1", "PAYMENT TERMS"), is("table_mappings.0.match_field_count", "0"),
				is("table_mappings.1.synchronization_enabled", "false"),
			)},
			{Config: source(`name = "opportunity"`), Check: resource.ComposeAggregateTestCheckFunc(is("table_mappings.#", "1"), is("table_mappings.0.create_unmatched", "true"))},
			{Config: source(`create_unmatched = false`), Check: resource.ComposeAggregateTestCheckFunc(is("table_mappings.#", "1"), is("table_mappings.0.name", "CUSTOMER"))},
			{Config: source(`synchronize_only_coupled_records = false`), Check: is("table_mappings.#", "0")},
		},
	})
}
