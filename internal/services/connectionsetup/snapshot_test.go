// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

func snapshots() acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: "mappingSnapshots", Company: cronus}
}

// interrupted gives the company what a killed update leaves: mappings of both connections at the defaults of a reset, and
// the companion's snapshot of their former settings.
func (f fixture) interrupted(field acctest.Row) {
	kept := func(row acctest.Row) {
		f.Insert(snapshots(), with(row, acctest.Row{"isDefaultKnown": true}))
	}
	for _, name := range []string{"CUSTOMER", "ITEM-PRODUCT"} {
		now := f.Find(mappings(), "name", name)
		kept(acctest.Row{"mappingName": name, "setting": "direction", "value": "ToIntegrationTable", "defaultValue": now["direction"]})
		kept(acctest.Row{"mappingName": name, "setting": "createUnmatched", "value": "true", "defaultValue": "false"})
	}
	key := acctest.Row{"mappingName": "CUSTOMER", "fieldNo": field["fieldNo"], "integrationFieldNo": field["integrationFieldNo"]}
	kept(with(key, acctest.Row{"setting": "useForMatchBasedCoupling", "value": "true", "defaultValue": "false"}))
	kept(with(key, acctest.Row{"setting": "matchPriority", "value": "7", "defaultValue": "0"}))
}

func with(row, more acctest.Row) acctest.Row {
	all := acctest.Row{}
	for _, r := range []acctest.Row{row, more} {
		maps.Copy(all, r)
	}
	return all
}

// TestSetups_snapshotWrittenBack applies an unchanged configuration after an update that ended between the reset and the
// writing back: it is planned, happens once, and leaves nothing to do.
func TestSetups_snapshotWrittenBack(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	config := f.prelude + f.dataverse() + f.sales()
	var field acctest.Row
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: f.Factories(),
		Steps: []resource.TestStep{
			{Config: config},
			{
				PreConfig: func() {
					field = f.Find(fieldMappings(), "mappingName", "CUSTOMER")
					f.interrupted(field)
				},
				Config: config,
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction("bcsales_dataverse_connection_setup.this", plancheck.ResourceActionUpdate),
				}},
				Check: func(*terraform.State) error {
					f.expectBoth(t, true)
					if rows := f.Rows(snapshots()); len(rows) > 0 {
						return fmt.Errorf("the snapshot is still there: %v", rows)
					}
					return f.customized(field)
				},
			},
		},
	})
}

// TestSetups_snapshotChangedSince keeps what somebody changed after the interruption.
func TestSetups_snapshotChangedSince(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := arrange(t)
	factories, warnings := f.Warnings()
	config := f.prelude + f.dataverse() + f.sales()
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		Steps: []resource.TestStep{
			{Config: config},
			{
				PreConfig: func() {
					f.interrupted(f.Find(fieldMappings(), "mappingName", "CUSTOMER"))
					f.Patch(mappings(), id(f.Find(mappings(), "name", "CUSTOMER")), acctest.Row{"direction": "FromIntegrationTable"})
				},
				Config: config,
				Check: func(*terraform.State) error {
					customer, item := f.Find(mappings(), "name", "CUSTOMER"), f.Find(mappings(), "name", "ITEM-PRODUCT")
					if customer["direction"] != "FromIntegrationTable" || customer["createUnmatched"] != true || item["direction"] != "ToIntegrationTable" {
						return fmt.Errorf("CUSTOMER is %v, ITEM-PRODUCT is %v", customer, item)
					}
					if said := warnings.In("apply"); !strings.Contains(said, "which somebody has changed since and which stay as they are: CUSTOMER (direction).") {
						return fmt.Errorf("the apply warned: %s", said)
					}
					return nil
				},
			},
		},
	})
}

// TestSetups_snapshotKeptFirst keeps the snapshot before anything is turned off, and changes nothing without it.
func TestSetups_snapshotKeptFirst(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, config := range map[string]func(fixture) string{
		"dataverse": func(f fixture) string { return f.dataverse(`proxy_version = 101`) + f.sales() },
		"sales":     func(f fixture) string { return f.dataverse() + f.sales(`proxy_version = 101`) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: f.Factories(),
				Steps: []resource.TestStep{
					{Config: f.prelude + f.dataverse() + f.sales()},
					{
						PreConfig: func() {
							f.customize(t)
							f.Faults(acctest.Fault{
								API: acctest.BusinessCentral, Method: http.MethodPost, Path: `keepMappingSnapshot$`, Action: "status", Status: http.StatusBadRequest,
								Body: map[string]any{"error": map[string]any{"code": "Application_DialogException", "message": "Not now."}},
							})
						},
						Config:      f.prelude + config(f),
						ExpectError: words("keep the settings of the table mappings before the connections are turned off"),
					},
					{
						PreConfig: func() {
							f.expectBoth(t, true)
							f.Faults()
						},
						Config: f.prelude + config(f),
						Check: func(*terraform.State) error {
							if rows := f.Rows(snapshots()); len(rows) > 0 {
								return fmt.Errorf("the snapshot is still there: %v", rows)
							}
							return f.customized(f.Find(fieldMappings(), "mappingName", "CUSTOMER"))
						},
					},
				},
			})
		})
	}
}

// TestSales_snapshotUnread changes a Sales connection while it cannot be seen which settings an interrupted update left to be written
// back: nothing is changed.
func TestSales_snapshotUnread(t *testing.T) {
	t.Parallel()
	f := arrange(t)
	f.Insert(dataverseSetups(), f.dataverseRow(true))
	w := inprocess.NewWorkspace(f.Factories())
	if err := f.run(t, w, literalSales(), inprocess.Mode{}, nothing); err != nil {
		t.Fatal(err)
	}
	f.Insert(snapshots(), acctest.Row{"mappingName": "CUSTOMER", "setting": "createUnmatched", "value": "true", "defaultValue": "false", "isDefaultKnown": true})
	err := f.run(t, w, literalSales(`item_availability = true`), inprocess.Mode{}, func() { f.Faults(unread(acctest.BusinessCentral, "/mappingSnapshots$")) })
	if row := f.only(t, salesSetups()); err == nil || !strings.Contains(err.Error(), "Not now") || row["itemAvailabilityEnabled"] != false {
		t.Errorf("got %v, and the setup %v", err, row)
	}
}
