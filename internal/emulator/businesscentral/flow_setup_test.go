// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func (b *bench) mappingNames() []string {
	rows := b.list(in(cronus, setMappings))
	out := make([]string, 0, len(rows))
	for _, row := range rows {
		out = append(out, fmt.Sprint(row["name"]))
	}
	return out
}

func TestEnablingDataverseMakesTheDefaultMappings(t *testing.T) {
	t.Parallel()
	for model, first := range map[string]string{"Person": "SALESPEOPLE", "Team": "CUSTOMER"} {
		b := newBench(t)
		id := b.connectDataverse(cronus, cronusUnit, model)
		names := b.mappingNames()
		if names[0] != first || slices.Contains(names, "ITEM-PRODUCT") {
			t.Errorf("%s: mappings %v", model, names)
		}
		setup := b.must(request{method: http.MethodGet, path: in(cronus, setDataverseSetup+"("+id+")")}).body
		if setup["baseCurrencyCode"] != "USD" || setup["isEnabled"] != true || setup["authenticationType"] != "Office365" || setup["proxyVersion"] != 100.0 {
			t.Errorf("%s: setup %v", model, setup)
		}
		customer := b.row(cronus, setMappings, func(r store.Row) bool { return r.String("name") == "CUSTOMER" })
		if got, want := customer.String("dependencyFilter") != accounts, model == "Person"; got != want {
			t.Errorf("%s: dependencies %s", model, customer.String("dependencyFilter"))
		}
	}
}

func TestResetDropsCustomizations(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.connectDataverse(cronus, cronusUnit, "Team")
	before := b.row(cronus, setMappings, func(r store.Row) bool { return r.String("name") == "CUSTOMER" })
	path := in(cronus, setMappings+"("+before.String("id")+")")
	changed := b.must(request{method: http.MethodPatch, path: path, body: `{"direction":"ToIntegrationTable","updateConflictResolution":"Send_x0020_Update_x0020_to_x0020_Integration","isSynchronizationEnabled":false}`}).body
	if changed["isSynchronizationEnabled"] != false || changed["updateConflictResolution"] != "Send_x0020_Update_x0020_to_x0020_Integration" {
		t.Fatalf("changed mapping: %v", changed)
	}
	b.must(action(cronus, setDataverseSetup, id, "resetConfiguration"))
	after := b.row(cronus, setMappings, func(r store.Row) bool { return r.String("name") == "CUSTOMER" })
	if after.String("id") == before.String("id") || after.String("direction") != both || after.String("updateConflictResolution") != "None" {
		t.Errorf("mapping after the reset: %v", after)
	}
	shown := b.must(request{method: http.MethodGet, path: in(cronus, setMappings+"("+after.String("id")+")")}).body
	if shown["isSynchronizationEnabled"] != true || shown["matchFieldCount"] != 0.0 {
		t.Errorf("mapping as shown: %v", shown)
	}
}

func TestUnitGroupMappingChoosesTheUnitMappings(t *testing.T) {
	t.Parallel()
	for unitGroups, names := range map[bool][]string{
		true:  {"UNIT GROUP", "ITEM UOM", "RESOURCE UOM"},
		false: {"UNIT OF MEASURE"},
	} {
		b := newBench(t)
		b.bc(cronus, setCouplings, store.Row{"id": rootUnit, "tableId": int64(tableUnitOfMeasure), "recordId": rootUnit, "dataverseId": rootUnit})
		b.bc(cronus, setCouplings, store.Row{"id": cronusUnit, "tableId": int64(tableUnitGroup), "recordId": rootUnit, "dataverseId": rootUnit})
		b.connectSales(cronus, cronusUnit, "Team", fmt.Sprintf(`{"unitGroupMappingEnabled":%t}`, unitGroups))
		got := b.mappingNames()
		for _, name := range names {
			if !slices.Contains(got, name) {
				t.Errorf("unit groups %t: no mapping %s in %v", unitGroups, name, got)
			}
		}
		for table, stays := range map[int]bool{tableUnitGroup: unitGroups, tableUnitOfMeasure: !unitGroups} {
			if n := len(b.list(in(cronus, fmt.Sprintf("%s?$filter=tableId%%20eq%%20%d", setCouplings, table)))); n == 1 != stays {
				t.Errorf("unit groups %t: %d couplings of table %d are left", unitGroups, n, table)
			}
		}
	}
}

func TestFailedEnableKeepsUnitCouplings(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.connectDataverse(cronus, cronusUnit, "Team")
	b.bc(cronus, setCouplings, store.Row{"id": rootUnit, "tableId": int64(tableUnitOfMeasure), "recordId": rootUnit, "dataverseId": rootUnit})
	id, _ := b.must(request{method: http.MethodPost, path: in(cronus, setSalesSetup), body: "{}"}).body["id"].(string)
	b.roles(roleBase)
	if a := b.do(action(cronus, setSalesSetup, id, "enable")); a.status != http.StatusBadRequest {
		t.Fatalf("enable: %d %s", a.status, a.message)
	}
	if b.world.Store.Table(store.CompanyScope(cronus), setCouplings).Len() != 1 {
		t.Error("the refused enable deleted the coupling")
	}
}

func TestDisablingPutsJobsOnHold(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	sales := b.connectSales(cronus, cronusUnit, "Team", "")
	b.must(couple(13, salesJo, userJo))
	b.must(action(cronus, setSalesSetup, sales, "disable"))
	shown := map[string]any{}
	for _, row := range b.list(in(cronus, setMappings)) {
		shown[fmt.Sprint(row["name"])] = row["isSynchronizationEnabled"]
	}
	if shown["CUSTOMER"] != true || shown["ITEM-PRODUCT"] != false || shown["PAYMENT TERMS"] != false {
		t.Errorf("with 5330 off: %v", shown)
	}
	// What belongs to the Dataverse connection is not recreated when Sales is enabled again, and stays on hold.
	b.must(action(cronus, setSalesSetup, sales, "enable"))
	for _, row := range b.list(in(cronus, setMappings)) {
		shown[fmt.Sprint(row["name"])] = row["isSynchronizationEnabled"]
	}
	if shown["ITEM-PRODUCT"] != true || shown["PAYMENT TERMS"] != false {
		t.Errorf("with 5330 on again: %v", shown)
	}
	b.must(action(cronus, setSalesSetup, sales, "disable"))
	row := b.row(cronus, setSalesSetup, func(store.Row) bool { return true })
	if row.Bool(columnEnabled) || row.String("crmVersion") != "" || row.Bool("isSolutionInstalled") {
		t.Errorf("row of 5330: %v", row)
	}
	b.must(action(cronus, setDataverseSetup, b.setupID(setDataverseSetup), "disable"))
	for _, row := range b.list(in(cronus, setMappings)) {
		if row["isSynchronizationEnabled"] != false {
			t.Errorf("with 7200 off %v still synchronizes", row["name"])
		}
	}
	if len(b.list(in(cronus, setCouplings))) != 1 {
		t.Error("disabling removed the coupling")
	}
}

func TestCompaniesKeepTheirOwnRowsInNavConnection(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	urls := func() []string {
		rows := b.world.Store.Table(store.Dataverse, setNavConnections).All()
		out := make([]string, 0, len(rows))
		for _, row := range rows {
			out = append(out, row.String(columnNavURL))
		}
		slices.Sort(out)
		return out
	}
	first := b.connectSales(cronus, cronusUnit, "Team", `{"businessCentralUrl":"https://businesscentral.dynamics.com/contoso.com/P"}`)
	second := b.connectSales(fabrikam, fabrikamUnit, "Team", `{"businessCentralUrl":"https://businesscentral.dynamics.com/contoso.com/P"}`)
	both := []string{"https://businesscentral.dynamics.com/contoso.com/P?company=CRONUS", "https://businesscentral.dynamics.com/contoso.com/P?company=Fabrikam"}
	if got := urls(); !slices.Equal(got, both) {
		t.Fatalf("after both were enabled: %v", got)
	}
	for company, want := range map[string]string{cronus: both[0], fabrikam: both[1]} {
		if got := b.row(company, setSalesSetup, func(store.Row) bool { return true }).String(columnURL); got != want {
			t.Errorf("URL of %s: %s", company, got)
		}
	}
	// another administrator opened the page: the URL of the first row replaced the field
	b.put(fabrikam, setSalesSetup, second, store.Row{columnURL: both[0]})
	b.must(action(fabrikam, setSalesSetup, second, "disable"))
	if got := urls(); !slices.Equal(got, both[:1]) {
		t.Errorf("after the second was disabled: %v", got)
	}
	b.must(action(fabrikam, setSalesSetup, second, "enable"))
	b.put(fabrikam, setSalesSetup, second, store.Row{columnURL: both[0]})
	b.must(request{method: http.MethodPatch, path: in(fabrikam, setSalesSetup+"("+second+")"), body: `{"businessCentralUrl":"` + both[1] + `"}`})
	if got := urls(); !slices.Equal(got, both) {
		t.Errorf("after the second's URL was repaired: %v", got)
	}
	b.must(request{method: http.MethodPatch, path: in(cronus, setSalesSetup+"("+first+")"), body: `{"businessCentralUrl":"https://businesscentral.dynamics.com/new.contoso.com/P"}`})
	if got := urls(); !slices.Contains(got, "https://businesscentral.dynamics.com/new.contoso.com/P?company=CRONUS") || slices.Contains(got, both[0]) || len(got) != 2 {
		t.Errorf("after the first's URL was changed: %v", got)
	}
	b.must(action(cronus, setSalesSetup, first, "disable"))
	b.must(request{method: http.MethodDelete, path: in(cronus, setSalesSetup+"("+first+")")})
	if got := urls(); len(got) != 1 || got[0] == "https://businesscentral.dynamics.com/new.contoso.com/P?company=CRONUS" {
		t.Errorf("after the first was deleted: %v", got)
	}
}

func TestLegacySalesOrdersFollowTheOrganization(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.connectSales(cronus, cronusUnit, "Team", `{"legacySalesOrders":true,"autoCreateSalesOrders":true}`)
	legacy := func() any {
		return b.must(request{method: http.MethodGet, path: in(cronus, setSalesSetup+"("+id+")")}).body["legacySalesOrders"]
	}
	org := "f1000000-0000-4000-8000-000000000001"
	if row, _ := b.world.Store.Table(store.Dataverse, setOrganizations).Get(org); !row.Bool(columnSalesOrderLegacy) || legacy() != true {
		t.Fatal("the organization's switch is off")
	}
	if !slices.Contains(b.mappingNames(), "SALESORDER-ORDER") {
		t.Error("no mapping of sales orders")
	}
	b.set(setOrganizations, org, store.Row{columnSalesOrderLegacy: false})
	if legacy() != false {
		t.Error("a change of the organization does not show")
	}
	b.put(cronus, setSalesSetup, id, store.Row{columnSeenLegacy: false, columnLegacy: true})
	if legacy() != true {
		t.Error("a change of the row does not show")
	}
	off := b.must(request{method: http.MethodPatch, path: in(cronus, setSalesSetup+"("+id+")"), body: `{"legacySalesOrders":false}`}).body
	if off["legacySalesOrders"] != false || off["autoCreateSalesOrders"] != false {
		t.Errorf("turning legacy orders off: %v", off)
	}
}

func TestRecouplingGivesTheRowAnotherID(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	first := b.must(couple(13, salesJo, userJo)).body
	if first["recordKey"] != "JO" || first["lastSynchResult"] != "_x0020_" {
		t.Errorf("coupling: %v", first)
	}
	path := in(cronus, setCouplings+"("+fmt.Sprint(first["id"])+")")
	second := b.must(request{method: http.MethodPatch, path: path, body: `{"dataverseId":"` + userPs + `"}`}).body
	if second["id"] == first["id"] || second["dataverseId"] != userPs || second["recordId"] != salesJo {
		t.Errorf("after re-coupling: %v", second)
	}
	if a := b.do(request{method: http.MethodGet, path: path}); a.status != http.StatusNotFound {
		t.Errorf("the old row: %d", a.status)
	}
	same := b.must(request{method: http.MethodPatch, path: in(cronus, setCouplings+"("+fmt.Sprint(second["id"])+")"), body: `{"dataverseId":"` + userPs + `"}`}).body
	if same["id"] != second["id"] {
		t.Error("writing the same user gave the row another id")
	}
	b.must(request{method: http.MethodDelete, path: in(cronus, setSalespeople+"("+salesJo+")"), service: b.standard})
	if rows := b.list(in(cronus, setCouplings)); len(rows) != 0 {
		t.Errorf("couplings of a deleted salesperson: %v", rows)
	}
}

func TestDeletingARowOfASetupLetsItBeMadeAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	sales := b.connectSales(cronus, cronusUnit, "Person", "")
	b.must(action(cronus, setSalesSetup, sales, "disable"))
	dataverseID := b.setupID(setDataverseSetup)
	b.must(action(cronus, setDataverseSetup, dataverseID, "disable"))
	b.must(action(cronus, setDataverseSetup, dataverseID, "disable"))
	b.must(request{method: http.MethodDelete, path: in(cronus, setSalesSetup+"("+sales+")")})
	b.must(request{method: http.MethodDelete, path: in(cronus, setDataverseSetup+"("+dataverseID+")")})
	b.connectSales(cronus, cronusUnit, "Team", "")
	if slices.Contains(b.mappingNames(), "SALESPEOPLE") {
		t.Error("the mapping of the Person model is still there")
	}
}
