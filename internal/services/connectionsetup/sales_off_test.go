// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestSales_optionJobs turns the Sales connection off and on in every way. Business Central puts the jobs of the option
// mappings on hold with it, although they belong to the Dataverse connection: those that ran run on, those that somebody
// stopped stay stopped.
func TestSales_optionJobs(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := arrange(t)
	jobs := func(want map[string]bool) resource.TestCheckFunc {
		return func(*terraform.State) error {
			for name, running := range want {
				if got := f.Find(mappings(), "name", name)["isSynchronizationEnabled"]; got != running {
					t.Errorf("the job of %s runs: %v, want %v", name, got, running)
				}
			}
			return nil
		}
	}
	running := map[string]bool{"PAYMENT TERMS": true, "SHIPMENT METHOD": true, "SHIPPING AGENT": false, "CUSTOMER": true, "ITEM-PRODUCT": true}
	off := map[string]bool{"PAYMENT TERMS": true, "SHIPMENT METHOD": true, "SHIPPING AGENT": false, "CUSTOMER": true, "ITEM-PRODUCT": false}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: f.prelude + f.dataverse() + f.sales()},
			{
				PreConfig: func() {
					f.Patch(mappings(), id(f.Find(mappings(), "name", "SHIPPING AGENT")), acctest.Row{"isSynchronizationEnabled": false})
				},
				Config: f.prelude + f.dataverse() + f.sales(`unit_group_mapping = false`),
				Check:  jobs(running),
			},
			{Config: f.prelude + f.dataverse() + f.sales(`enabled = false`, `unit_group_mapping = false`), Check: jobs(off)},
			{Config: f.prelude + f.dataverse() + f.sales(`unit_group_mapping = false`), Check: jobs(running)},
			{
				PreConfig:   func() { f.Faults(refusal(`salesConnectionSetups\(.*testConnection$`, "Not now.")) },
				Config:      f.prelude + f.dataverse() + f.sales(`unit_group_mapping = true`),
				ExpectError: words("the Dataverse connection is on and the Sales connection is off."),
			},
			{PreConfig: func() { _ = jobs(off)(nil); f.Faults() }, Config: f.prelude + f.dataverse() + f.sales(), Check: jobs(running)},
			{Config: f.prelude + f.dataverse(), Check: jobs(off)},
		},
	})
}

// TestSales_optionJobsHeld expects a warning about a job that cannot be restarted.
func TestSales_optionJobsHeld(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := arrange(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: f.prelude + f.dataverse() + f.sales()},
			{
				PreConfig: func() {
					f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: "PATCH", Path: `tableMappings\(`, Action: "status", Status: 403})
				},
				Config:      f.prelude + f.dataverse() + f.sales(`enabled = false`),
				ExpectError: words("Turning the Sales connection off puts the job of the mapping PAYMENT TERMS on hold"),
			},
			{PreConfig: func() { f.Faults() }, Config: f.prelude + f.dataverse() + f.sales(`enabled = false`)},
		},
	})
}

// TestTurnedOffSincePlan lets somebody turn a connection off after the plan of an unrelated update. The update turns it on
// again and warns of what that costs.
func TestTurnedOffSincePlan(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := arrange(t)
	factories, warnings := f.Warnings()
	w := inprocess.NewWorkspace(factories)
	run := func(config string, between func()) {
		t.Helper()
		plan, err := w.Plan(t.Context(), f.prelude+config, inprocess.Mode{})
		if err == nil {
			between()
			warnings.Reset()
			err = w.Apply(t.Context(), plan)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	run(f.dataverse()+f.sales(), func() {})
	run(f.dataverse(`proxy_version = 98`)+f.sales(`auto_process_sales_quotes = true`), func() {})
	if told := warnings.In("apply"); strings.Contains(told, "is turned on again") {
		t.Errorf("nobody turned anything off: %s", told)
	}
	run(f.dataverse()+f.sales(), func() {})
	for _, tc := range []struct {
		set            acctest.Set
		config, warned string
		on             bool
	}{
		{salesSetups(), f.dataverse() + f.sales(`item_availability = true`), "The Sales connection is turned on again", true},
		{dataverseSetups(), f.dataverse(`proxy_version = 99`) + f.sales(`item_availability = true`), "The Dataverse connection is turned on again", true},
		{salesSetups(), f.dataverse(`proxy_version = 99`) + f.sales(`enabled = false`), "", false},
		{dataverseSetups(), f.dataverse(`enabled = false`) + f.sales(`enabled = false`), "", false},
	} {
		row := f.Rows(tc.set)[0]
		run(tc.config, func() { f.Patch(tc.set, id(row), acctest.Row{"isEnabled": false}) })
		if told := warnings.In("apply"); !strings.Contains(told, tc.warned) || strings.Contains(told, "resets its table mappings") != tc.on {
			t.Errorf("warned %q, want %q", told, tc.warned)
		}
		if on := f.Rows(tc.set)[0]["isEnabled"]; on != tc.on {
			t.Errorf("%s is on: %v", tc.set.Name, on)
		}
	}
}
