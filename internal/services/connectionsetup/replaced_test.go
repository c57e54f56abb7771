// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestDataverse_replaced deletes the Dataverse connection setup and creates it again in one apply: the Sales connection,
// which has to be turned off for that, is on again with its settings, and so are the mappings.
func TestDataverse_replaced(t *testing.T) {
	t.Parallel()
	const renamed = "bcsales_dataverse_connection_setup.renamed"
	for name, step := range map[string]func(config string) resource.TestStep{
		"tainted": func(config string) resource.TestStep {
			return resource.TestStep{Config: config, Taint: []string{dataverseAddress}}
		},
		"label renamed": func(config string) resource.TestStep {
			config = strings.ReplaceAll(config, dataverseAddress, renamed)
			return resource.TestStep{Config: strings.Replace(config, `"bcsales_dataverse_connection_setup" "this"`, `"bcsales_dataverse_connection_setup" "renamed"`, 1)}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			factories, warnings := f.Warnings()
			config := f.prelude + f.dataverse() + f.sales(`item_availability = true`)
			again := step(config)
			again.PreConfig = func() {
				f.expectBoth(t, true)
				f.Patch(mappings(), id(f.Find(mappings(), "name", "CUSTOMER")), acctest.Row{"direction": "ToIntegrationTable"})
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: factories,
				Steps: []resource.TestStep{
					{Config: config},
					again,
					{PreConfig: func() {
						f.expectBoth(t, true)
						if text := warnings.In("apply"); !strings.Contains(text, "The Sales connection was turned off and on") {
							t.Errorf("the apply warned: %s", text)
						}
						if sales := f.only(t, salesSetups()); sales["itemAvailabilityEnabled"] != true {
							t.Errorf("the Sales connection has lost its settings: %v", sales)
						}
						if customer := f.Find(mappings(), "name", "CUSTOMER"); customer["direction"] != "ToIntegrationTable" || customer["isSynchronizationEnabled"] != true {
							t.Errorf("the mapping has lost its settings: %v", customer)
						}
					}, Config: again.Config, PlanOnly: true},
				},
			})
		})
	}
}

// TestDataverse_stateLost takes up connections that are on and that no state remembers: nothing is turned off, and nothing
// is said of it.
func TestDataverse_stateLost(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := arrange(t)
	factories, warnings := f.Warnings()
	config := f.prelude + f.dataverse() + f.sales()
	forget := func(address string) string {
		return "\nremoved {\n  from = " + address + "\n  lifecycle {\n    destroy = false\n  }\n}\n"
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		Steps: []resource.TestStep{
			{Config: config},
			{Config: f.prelude + forget(dataverseAddress) + forget(salesAddress)},
			{PreConfig: warnings.Reset, Config: config},
			{PreConfig: func() {
				f.expectBoth(t, true)
				if said := warnings.In("plan") + warnings.In("apply"); strings.Contains(said, "turned off") {
					t.Errorf("the plan warns of what does not happen: %s", said)
				}
			}, Config: config, PlanOnly: true},
		},
	})
}
