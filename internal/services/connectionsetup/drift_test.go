// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestSetups_drift changes every value behind Terraform's back: the plan is one update of that setup, and it repairs.
func TestSetups_drift(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	config := f.both([]string{`ownership_model = "person"`}, []string{`business_central_url = "https://businesscentral.dynamics.com/contoso.example/Production"`, `item_availability = true`})
	changes := []struct {
		set     func() acctest.Set
		address string
		column  string
		value   any
	}{
		{dataverseSetups, dataverseAddress, "environmentUrl", "https://other.crm4.dynamics.com"},
		{dataverseSetups, dataverseAddress, "userName", "other@contoso.example"},
		{dataverseSetups, dataverseAddress, "ownershipModel", "Team"},
		{dataverseSetups, dataverseAddress, "businessUnitId", "000000ee-0000-4000-8000-000000000009"},
		{dataverseSetups, dataverseAddress, "businessUnitName", "Somewhere else"},
		{dataverseSetups, dataverseAddress, "proxyVersion", 9},
		{dataverseSetups, dataverseAddress, "isEnabled", false},
		{salesSetups, salesAddress, "businessCentralUrl", "https://elsewhere.example/Production?company=CRONUS"},
		{salesSetups, salesAddress, "proxyVersion", 9},
		{salesSetups, salesAddress, "isEnabled", false},
		{salesSetups, salesAddress, "itemAvailabilityEnabled", false},
		{salesSetups, salesAddress, "legacySalesOrders", true},
		{salesSetups, salesAddress, "autoCreateSalesOrders", true},
		{salesSetups, salesAddress, "autoProcessSalesQuotes", true},
		{salesSetups, salesAddress, "bidirectionalSalesOrders", true},
		{salesSetups, salesAddress, "unitGroupMappingEnabled", false},
	}
	steps := make([]resource.TestStep, 0, len(changes)+1)
	steps = append(steps, resource.TestStep{Config: config})
	for _, c := range acctest.Sample(changes) {
		var before any
		other := salesAddress
		if c.address == salesAddress {
			other = dataverseAddress
		}
		steps = append(steps, resource.TestStep{
			PreConfig: func() {
				row := f.only(t, c.set())
				before = row[c.column]
				f.Patch(c.set(), id(row), acctest.Row{c.column: c.value})
			},
			Config: config,
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(c.address, plancheck.ResourceActionUpdate),
				plancheck.ExpectResourceAction(other, plancheck.ResourceActionNoop),
			}},
			Check: func(*terraform.State) error {
				row := f.only(t, c.set())
				if row[c.column] != before {
					return fmt.Errorf("%s is %v, want %v", c.column, row[c.column], before)
				}
				for _, set := range []acctest.Set{dataverseSetups(), salesSetups()} {
					if row := f.only(t, set); row["isEnabled"] != true {
						return fmt.Errorf("%s is off after the repair of %s", set.Name, c.column)
					}
				}
				return nil
			},
		})
	}
	steps = append(steps, resource.TestStep{
		// The organization's switch, which all companies share.
		PreConfig: func() {
			organization := f.only(t, inDataverse("organizations"))
			f.Patch(inDataverse("organizations"), fmt.Sprint(organization["organizationid"]), acctest.Row{"issopintegrationenabled": true})
		},
		Config: config,
		ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectResourceAction(salesAddress, plancheck.ResourceActionUpdate),
			plancheck.ExpectResourceAction(dataverseAddress, plancheck.ResourceActionNoop),
		}},
		Check: func(*terraform.State) error {
			if organization := f.only(t, inDataverse("organizations")); organization["issopintegrationenabled"] != false {
				return fmt.Errorf("the organization is %v", organization["issopintegrationenabled"])
			}
			return nil
		},
	})
	acctest.Run(t, resource.TestCase{ProtoV6ProviderFactories: f.Factories(), Steps: steps})
}

// TestSetups_gone plans a creation for what somebody deleted.
func TestSetups_gone(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := newFixture(t)
	config := f.both(nil, nil)
	remove := func(set func() acctest.Set) func() {
		return func() { f.Delete(set(), id(f.only(t, set()))) }
	}
	expect := func(address string) resource.ConfigPlanChecks {
		return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate)}}
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: config},
			{PreConfig: remove(salesSetups), Config: config, ConfigPlanChecks: expect(salesAddress)},
			{PreConfig: remove(dataverseSetups), Config: config, ConfigPlanChecks: expect(dataverseAddress)},
		},
	})
}
