// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func value(address, attribute string, check knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, tfjsonpath.New(attribute), check)
}

func TestSetups_lifecycle(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	acctest.Terraform(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{
				Config: f.both(nil, []string{`item_availability = true`}),
				ConfigStateChecks: []statecheck.StateCheck{
					value(dataverseAddress, "id", knownvalue.StringExact(cronus)),
					value(dataverseAddress, "ownership_model", knownvalue.StringExact("team")),
					value(dataverseAddress, "proxy_version", knownvalue.Int64Exact(100)),
					value(dataverseAddress, "enabled", knownvalue.Bool(true)),
					value(dataverseAddress, "authentication_type", knownvalue.StringExact("Office365")),
					value(dataverseAddress, "base_currency_code", knownvalue.StringExact("EUR")),
					value(dataverseAddress, "disable_reason", knownvalue.Null()),
					value(salesAddress, "enabled", knownvalue.Bool(true)),
					value(salesAddress, "item_availability", knownvalue.Bool(true)),
					value(salesAddress, "unit_group_mapping", knownvalue.Bool(true)),
					value(salesAddress, "environment_url", knownvalue.StringExact(f.Emulator().URL())),
					value(salesAddress, "user_name", knownvalue.StringExact("integration@contoso.example")),
					value(salesAddress, "solution_installed", knownvalue.Bool(true)),
					value(salesAddress, "crm_version", knownvalue.NotNull()),
					value(salesAddress, "business_central_url", knownvalue.StringRegexp(words("https://businesscentral.dynamics.com/"))),
				},
			},
			{ResourceName: dataverseAddress, ImportState: true, ImportStateVerify: true},
			{ResourceName: dataverseAddress, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{ResourceName: salesAddress, ImportState: true, ImportStateVerify: true},
			{ResourceName: salesAddress, ImportState: true, ImportStateKind: resource.ImportBlockWithID},
			{
				// What the base application resets is given back.
				PreConfig: func() {
					customer := f.Find(mappings(), "name", "CUSTOMER")
					f.Patch(mappings(), id(customer), acctest.Row{"direction": "ToIntegrationTable", "synchronizeOnlyCoupledRecords": false})
					product := f.Find(mappings(), "name", "ITEM-PRODUCT")
					f.Patch(mappings(), id(product), acctest.Row{"updateConflictResolution": "Send Update to Integration"})
				},
				Config: f.both([]string{`ownership_model = "person"`, `proxy_version = 101`}, []string{`item_availability = true`}),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(dataverseAddress, plancheck.ResourceActionUpdate),
					plancheck.ExpectResourceAction(salesAddress, plancheck.ResourceActionNoop),
				}},
				Check: func(*terraform.State) error {
					customer := f.Find(mappings(), "name", "CUSTOMER")
					if customer["direction"] != "ToIntegrationTable" || customer["synchronizeOnlyCoupledRecords"] != false {
						t.Errorf("CUSTOMER was not restored: %v", customer)
					}
					product := f.Find(mappings(), "name", "ITEM-PRODUCT")
					if product["updateConflictResolution"] != "Send_x0020_Update_x0020_to_x0020_Integration" {
						t.Errorf("ITEM-PRODUCT was not restored: %v", product)
					}
					f.Find(mappings(), "name", "SALESPEOPLE")
					if sales := f.only(t, salesSetups()); sales["isEnabled"] != true || sales["itemAvailabilityEnabled"] != true {
						t.Errorf("the Sales connection is not as before: %v", sales)
					}
					return nil
				},
			},
			{
				// The units' couplings of the other kind go.
				PreConfig: func() {
					f.Insert(couplings(), acctest.Row{"tableId": 5400, "recordId": "000000ee-0000-4000-8000-000000000001", "dataverseId": "000000ef-0000-4000-8000-000000000001"})
				},
				Config: f.both([]string{`ownership_model = "person"`, `proxy_version = 101`}, []string{
					`item_availability = true`, `unit_group_mapping = false`, `legacy_sales_orders = true`, `auto_create_sales_orders = true`, `auto_process_sales_quotes = true`,
					`business_central_url = "https://businesscentral.dynamics.com/contoso.example/Production"`,
				}),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(dataverseAddress, plancheck.ResourceActionNoop),
					plancheck.ExpectResourceAction(salesAddress, plancheck.ResourceActionUpdate),
					plancheck.ExpectUnknownValue(salesAddress, tfjsonpath.New("environment_url")),
					plancheck.ExpectUnknownValue(salesAddress, tfjsonpath.New("crm_version")),
				}},
				ConfigStateChecks: []statecheck.StateCheck{
					value(salesAddress, "unit_group_mapping", knownvalue.Bool(false)),
					value(salesAddress, "auto_create_sales_orders", knownvalue.Bool(true)),
					value(salesAddress, "business_central_url", knownvalue.StringExact("https://businesscentral.dynamics.com/contoso.example/Production")),
				},
			},
			{
				// From one exclusive setting to the other in one step, and off.
				Config: f.both([]string{`enabled = false`, `ownership_model = "team"`}, []string{`enabled = false`, `bidirectional_sales_orders = true`}),
				ConfigStateChecks: []statecheck.StateCheck{
					value(dataverseAddress, "enabled", knownvalue.Bool(false)),
					value(salesAddress, "enabled", knownvalue.Bool(false)),
					value(salesAddress, "bidirectional_sales_orders", knownvalue.Bool(true)),
					value(salesAddress, "legacy_sales_orders", knownvalue.Bool(false)),
				},
			},
			{
				Config: f.both(nil, []string{`bidirectional_sales_orders = true`, `business_central_url = "https://businesscentral.dynamics.com/contoso.example/Production?company=Other"`}),
				ConfigStateChecks: []statecheck.StateCheck{
					value(dataverseAddress, "enabled", knownvalue.Bool(true)),
					value(salesAddress, "enabled", knownvalue.Bool(true)),
				},
			},
		},
	})
	if rows := f.Rows(dataverseSetups()); len(rows) != 0 {
		t.Errorf("destroy left %v", rows)
	}
	if rows := f.Rows(salesSetups()); len(rows) != 0 {
		t.Errorf("destroy left %v", rows)
	}
	if rows := f.Rows(inDataverse("nav_connections")); len(rows) != 0 {
		t.Errorf("destroy left %v", rows)
	}
}
