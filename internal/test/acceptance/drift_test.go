// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// drift is a change behind Terraform's back that exactly one resource must detect.
type drift struct {
	attribute attributeKey
	address   string
	change    func(env *acctest.Env)
}

// rowIn returns the id of the first row of the set.
func rowIn(env *acctest.Env, s acctest.Set) string {
	return fmt.Sprint(env.Rows(s)[0]["id"])
}

// firstRow is a change of the only row in a set of the company.
func firstRow(set string, changes acctest.Row) func(*acctest.Env) {
	return func(env *acctest.Env) { env.Patch(companySet(set), rowIn(env, companySet(set)), changes) }
}

// namedRow is a change of the row of a company's set that has the value in the column.
func namedRow(set, column string, value any, changes acctest.Row) func(*acctest.Env) {
	return func(env *acctest.Env) {
		row := env.Find(companySet(set), column, value)
		env.Patch(companySet(set), fmt.Sprint(row["id"]), changes)
	}
}

func integrationUser(env *acctest.Env) string {
	return fmt.Sprint(env.Find(dataverseSet("systemusers"), "applicationid", applicationID)["systemuserid"])
}

// drifts lists the changes, at least one for every configurable attribute with a remote value.
func drifts() []drift {
	user := func(changes acctest.Row) func(*acctest.Env) {
		return func(env *acctest.Env) { env.Patch(dataverseSet("systemusers"), integrationUser(env), changes) }
	}
	in := func(resource, attribute, name string, change func(*acctest.Env)) drift {
		return drift{attributeKey{resource, attribute}, resource + "." + name, change}
	}
	dataverse := func(attribute, column string, value any) drift {
		return in("bcsales_dataverse_connection_setup", attribute, "this", firstRow("dataverseConnectionSetups", acctest.Row{column: value}))
	}
	sales := func(attribute, column string, value any) drift {
		return in("bcsales_sales_connection_setup", attribute, "this", firstRow("salesConnectionSetups", acctest.Row{column: value}))
	}
	mapping := func(attribute, column string, value any) drift {
		return in("bcsales_table_mapping", attribute, "this", namedRow("tableMappings", "name", "CUSTOMER", acctest.Row{column: value}))
	}
	const spareUnit = "000000b0-0000-4000-8000-0000000000aa"
	return []drift{
		in("bcsales_integration_user", "enabled", "this", user(acctest.Row{"isdisabled": true})),
		in("bcsales_integration_user", "internal_email_address", "this", user(acctest.Row{"internalemailaddress": "other@contoso.example"})),
		in("bcsales_integration_user", "business_unit_id", "this", func(env *acctest.Env) {
			env.Insert(dataverseSet("businessunits"), acctest.Row{"businessunitid": spareUnit, "name": "Spare", "_parentbusinessunitid_value": rootUnitID})
			env.Patch(dataverseSet("systemusers"), integrationUser(env), acctest.Row{"_businessunitid_value": spareUnit})
		}),
		in("bcsales_integration_user", "access_mode", "person", func(env *acctest.Env) {
			env.Patch(dataverseSet("systemusers"), userAda, acctest.Row{"accessmode": 0})
		}),
		dataverse("environment_url", "environmentUrl", "https://other.crm4.dynamics.com"),
		dataverse("user_name", "userName", "other@contoso.example"),
		dataverse("ownership_model", "ownershipModel", "Team"),
		dataverse("business_unit_id", "businessUnitId", rootUnitID),
		dataverse("business_unit_name", "businessUnitName", "Other"),
		dataverse("proxy_version", "proxyVersion", 91),
		dataverse("enabled", "isEnabled", false),
		dataverse("consent_acknowledged", "isEnabled", false),
		sales("business_central_url", "businessCentralUrl", "https://businesscentral.dynamics.com/other/Sandbox"),
		sales("proxy_version", "proxyVersion", 91),
		sales("enabled", "isEnabled", false),
		sales("item_availability", "itemAvailabilityEnabled", false),
		sales("legacy_sales_orders", "legacySalesOrders", false),
		sales("auto_create_sales_orders", "autoCreateSalesOrders", false),
		sales("auto_process_sales_quotes", "autoProcessSalesQuotes", false),
		sales("bidirectional_sales_orders", "bidirectionalSalesOrders", true),
		sales("unit_group_mapping", "unitGroupMappingEnabled", false),
		in("bcsales_salesperson_coupling", "system_user_id", "jim", namedRow("recordCouplings", "dataverseId", userJim, acctest.Row{"dataverseId": userOtis})),
		in("bcsales_salesperson_coupling", "system_user_email", "lina", namedRow("recordCouplings", "dataverseId", userLina, acctest.Row{"dataverseId": userOtis})),
		in("bcsales_salesperson_coupling", "add_to_owning_team", "jim", leavesTeam(userJim)),
		in("bcsales_initial_synchronization", "match_fields", "this", namedRow("fieldMappings", "useForMatchBasedCoupling", true, acctest.Row{"useForMatchBasedCoupling": false})),
		in("bcsales_initial_synchronization", "create_unmatched", "this", namedRow("tableMappings", "name", "CUSTOMER", acctest.Row{"createUnmatched": false})),
		mapping("direction", "direction", "Bidirectional"),
		mapping("synchronize_only_coupled_records", "synchronizeOnlyCoupledRecords", true),
		mapping("update_conflict_resolution", "updateConflictResolution", "None"),
		mapping("deletion_conflict_resolution", "deletionConflictResolution", "None"),
		mapping("synchronization_enabled", "isSynchronizationEnabled", false),
		in("bcsales_record_coupling", "dataverse_id", "this", func(env *acctest.Env) {
			row := env.Find(companySet("recordCouplings"), "recordId", couplingRecord)
			env.Patch(companySet("recordCouplings"), fmt.Sprint(row["id"]), acctest.Row{"dataverseId": rootUnitID})
		}),
		in("bcsales_company", "display_name", "this", companyDrift("displayName", "Renamed by hand")),
		in("bcsales_company", "business_profile_id", "this", companyDrift("businessProfileId", "other")),
		in("bcsales_salesperson_couplings", "couplings", "others", namedRow("recordCouplings", "dataverseId", userOtis, acctest.Row{"dataverseId": userHelena})),
		in("bcsales_salesperson_couplings", "add_to_owning_team", "others", leavesTeam(userOtis)),
		in("bcsales_license_assignment", "disabled_plans", "this", func(env *acctest.Env) {
			env.Patch(graphSet("users"), objectAda, acctest.Row{"licenseAssignmentStates": withoutDisabledPlans(env)})
		}),
	}
}

// companyDrift changes a column of the company.
func companyDrift(column string, value any) func(*acctest.Env) {
	return func(env *acctest.Env) {
		env.Patch(acctest.Set{API: acctest.BusinessCentral, Name: "companies"}, companyID, acctest.Row{column: value})
	}
}

// leavesTeam ends the user's membership of the owning team.
func leavesTeam(user string) func(*acctest.Env) {
	return func(env *acctest.Env) {
		for _, row := range env.Rows(dataverseSet("teammemberships")) {
			if row["systemuserid"] == user && row["teamid"] != defaultTeam(env) {
				env.Delete(dataverseSet("teammemberships"), fmt.Sprint(row["teammembershipid"]))
			}
		}
	}
}

// withoutDisabledPlans returns the account's licenses with all service plans enabled.
func withoutDisabledPlans(env *acctest.Env) any {
	states := env.Find(graphSet("users"), "id", objectAda)["licenseAssignmentStates"]
	list, _ := states.([]any)
	for _, item := range list {
		if state, ok := item.(acctest.Row); ok {
			state["disabledPlans"] = []any{}
		}
	}
	return states
}

func graphSet(name string) acctest.Set { return acctest.Set{API: acctest.Graph, Name: name} }

// The product that the drift test assigns.
const (
	driftSKU  = "000000f0-0000-4000-8000-0000000000a1"
	driftPlan = "000000f0-0000-4000-8000-0000000000a2"
)

func defaultTeam(env *acctest.Env) any {
	for _, row := range env.Rows(dataverseSet("teams")) {
		if row["isdefault"] == true && row["_businessunitid_value"] == rootUnitID {
			return row["teamid"]
		}
	}
	return nil
}

// The record that the drift test couples directly: a vendor, which the guide's run leaves out.
const (
	couplingRecord    = "000000f0-0000-4000-8000-000000000001"
	couplingDataverse = "000000f0-0000-4000-8000-000000000002"
)

// driftGuide is the guide with additional resources.
func driftGuide(t *testing.T, env *acctest.Env) *guide {
	t.Helper()
	env.Insert(companySet("vendors"), acctest.Row{"id": couplingRecord, "number": "1000", "displayName": "Graphic Design Institute"})
	env.Insert(graphSet("subscribedSkus"), acctest.Row{"id": driftSKU, "skuId": driftSKU, "skuPartNumber": "OFFICE", "servicePlans": []any{
		acctest.Row{"servicePlanId": driftPlan, "servicePlanName": "EXCHANGE", "appliesTo": "User", "provisioningStatus": "Success"},
	}})
	g := newGuide(t, env)
	g.set("bcsales_company.this", `
  name                = "CRONUS"
  display_name        = "CRONUS International Ltd."
  business_profile_id = "profile"
  adopt_existing      = true`)
	g.set("bcsales_salesperson_couplings.others", `
  company_id = bcsales_sales_connection_setup.this.company_id
  couplings  = { OF = "otis.falls@contoso.example" }`)
	g.set("bcsales_license_assignment.this", `
  user_id        = "`+objectAda+`"
  sku_id         = "`+driftSKU+`"
  disabled_plans = ["`+driftPlan+`"]`)
	g.set("bcsales_initial_synchronization.this", g.parts["bcsales_initial_synchronization.this"]+`
  mappings = ["CURRENCY", "PAYMENT TERMS", "SHIPMENT METHOD", "SHIPPING AGENT", "CUSTOMER"]`)
	return g.set("bcsales_integration_user.person", `
  object_id      = "`+objectAda+`"
  access_mode    = "non_interactive"
  adopt_existing = true`).set("bcsales_table_mapping.this", `
  company_id                       = bcsales_initial_synchronization.this.company_id
  name                             = "CUSTOMER"
  direction                        = "to_dataverse"
  synchronize_only_coupled_records = false
  update_conflict_resolution       = "send_update_to_dataverse"
  deletion_conflict_resolution     = "remove_coupling"
  synchronization_enabled          = true`).set("bcsales_record_coupling.this", `
  company_id   = bcsales_initial_synchronization.this.company_id
  table        = "vendor"
  record_id    = "`+couplingRecord+`"
  dataverse_id = "`+couplingDataverse+`"`)
}

func TestDrift(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	drifting, excluded := settings(t)
	table := drifts()
	for _, key := range drifting {
		if !slices.ContainsFunc(table, func(d drift) bool { return d.attribute == key }) {
			t.Errorf("no change in the table drifts %s", key)
		}
	}
	for _, key := range sortedKeys(excluded) {
		t.Logf("not drifted: %s (%s)", key, excluded[key])
	}
	t.Logf("%d attributes drift in %d rows, %d do not", len(drifting), len(table), len(excluded))
	if t.Failed() {
		return
	}
	env := acctest.New(t)
	g := driftGuide(t, env)
	steps := []resource.TestStep{{Config: g.config(), ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: empty()}}}
	for _, d := range acctest.Sample(table) {
		steps = append(steps, resource.TestStep{
			PreConfig: func() { t.Logf("drift %s", d.attribute); d.change(env) },
			Config:    g.config(),
			ConfigPlanChecks: resource.ConfigPlanChecks{
				PreApply:             []plancheck.PlanCheck{onlyChange{d.address, tfjson.Actions{tfjson.ActionUpdate}}},
				PostApplyPostRefresh: empty(),
			},
		})
	}
	acctest.Run(t, resource.TestCase{ProtoV6ProviderFactories: env.Factories(), Steps: steps})
}

func sortedKeys(m map[attributeKey]string) []attributeKey {
	keys := make([]attributeKey, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b attributeKey) int { return strings.Compare(a.String(), b.String()) })
	return keys
}
