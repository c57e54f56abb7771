// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// The tests of this file hold the rules that the companion follows because something in the base application fails without
// them. What each of them avoids stands in the comments of extension/app/src; extension/scenarios has the same cases for the AL.

func (b *bench) sales(id string) map[string]any {
	b.t.Helper()
	return b.must(request{method: http.MethodGet, path: in(cronus, setSalesSetup+"("+id+")")}).body
}

func (b *bench) patchSales(id, change string) map[string]any {
	b.t.Helper()
	return b.must(request{method: http.MethodPatch, path: in(cronus, setSalesSetup+"("+id+")"), body: change}).body
}

// TestEnableLeavesNothingOut follows codeunit "BCS Sales Enabler": the last step of the base application removes the default
// connection, and version, solution, address and the settings for orders are complete all the same.
func TestEnableLeavesNothingOut(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.connectSales(cronus, cronusUnit, "Team", "")
	row := b.sales(id)
	if row["isEnabled"] != true || row["isIncomplete"] != false || row["isSolutionInstalled"] != true || row["crmVersion"] == "" {
		t.Errorf("after enabling: %v", row)
	}
	if rows := b.navRows(); len(rows) != 1 {
		t.Errorf("nav_connection: %v", rows)
	}
	if row = b.patchSales(id, `{"legacySalesOrders":true}`); row["legacySalesOrders"] != true {
		t.Errorf("legacy sales orders on: %v", row)
	}
	if row = b.patchSales(id, `{"legacySalesOrders":false}`); row["legacySalesOrders"] != false {
		t.Errorf("legacy sales orders off: %v", row)
	}
}

// TestEnableOfAnIncompleteSetup follows SalesSetupMgt.Enable: an enabled setup without version or solution is shown as incomplete,
// and enabling it again completes it or turns it off.
func TestEnableOfAnIncompleteSetup(t *testing.T) {
	t.Parallel()
	for name, lost := range map[string]store.Row{"no version": {"crmVersion": ""}, "no solution": {"isSolutionInstalled": false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			id := b.connectSales(cronus, cronusUnit, "Team", "")
			b.put(cronus, setSalesSetup, id, lost)
			if row := b.sales(id); row["isIncomplete"] != true {
				t.Fatalf("not shown as incomplete: %v", row)
			}
			b.must(action(cronus, setSalesSetup, id, "enable"))
			if row := b.sales(id); row["isEnabled"] != true || row["isIncomplete"] != false {
				t.Errorf("not completed: %v", row)
			}
			b.put(cronus, setSalesSetup, id, lost)
			b.roles(roleBase)
			if a := b.do(action(cronus, setSalesSetup, id, "enable")); a.status != http.StatusBadRequest {
				t.Fatalf("enabled without the roles: %d", a.status)
			}
			if row := b.sales(id); row["isEnabled"] != false || row["isIncomplete"] != false {
				t.Errorf("not turned off: %v", row)
			}
		})
	}
}

// TestEnableAfterAnItemSynchronization follows CopyFromDataverseSetup of codeunit "BCS Sales Enabler": the first product that is
// synchronized stores a default price list in the setup, which must not stop enabling.
func TestEnableAfterAnItemSynchronization(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.bc(cronus, "items", store.Row{"id": rootUnit, "number": "1000", "displayName": "Bicycle", "baseUnitOfMeasureCode": "PCS", "unitPrice": int64(4000), "blocked": false})
	id := b.connectSales(cronus, cronusUnit, "Team", "")
	b.pass(5 * time.Second)
	b.review(id)
	b.start(id, run)
	b.pass(30 * time.Second)
	if products := b.world.Store.Table(store.Dataverse, "products").Len(); products != 1 {
		t.Fatalf("%d products: %s", products, b.errorsSeen())
	}
	for range 2 {
		b.must(action(cronus, setSalesSetup, id, "disable"))
		b.must(action(cronus, setSalesSetup, id, "enable"))
		if row := b.sales(id); row["isEnabled"] != true || row["isIncomplete"] != false {
			t.Errorf("enabled again: %v", row)
		}
	}
}

// TestSettingsLeaveTheOrderMappingAlone follows SalesSettings.ApplyChanges: a change of another setting does not create the mapping of
// sales orders again, which keeps its filter on the company, whatever was changed.
func TestSettingsLeaveTheOrderMappingAlone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.connectSales(cronus, cronusUnit, "Team", `{"bidirectionalSalesOrders":true}`)
	mapping := func() store.Row {
		return b.row(cronus, setMappings, func(r store.Row) bool { return r.String("name") == "SALESORDER-ORDER" })
	}
	before := mapping().String(columnID)
	for _, change := range []string{
		`{"autoProcessSalesQuotes":true}`, `{"itemAvailabilityEnabled":true}`, `{"bidirectionalSalesOrders":true}`, `{"businessCentralUrl":"https://businesscentral.dynamics.com/contoso.com/P"}`,
	} {
		b.patchSales(id, change)
		if now := mapping().String(columnID); now != before {
			t.Errorf("%s created the mapping again", change)
		}
	}
	b.patchSales(id, `{"bidirectionalSalesOrders":false,"legacySalesOrders":true}`)
	b.patchSales(id, `{"bidirectionalSalesOrders":true,"legacySalesOrders":false}`)
	if mapping().String(columnID) == before {
		t.Error("other orders left the mapping as it was")
	}
	b.dv("salesorders",
		store.Row{"salesorderid": rootUnit, "name": "Ours", "statecode": int64(1), "_bcbi_companyid_value": cronusTeam + "-row"},
		store.Row{"salesorderid": cronusUnit, "name": "Fabrikam's", "statecode": int64(1), "_bcbi_companyid_value": fabrikamTeam + "-row"})
	b.review(id)
	b.start(id, run)
	b.pass(60 * time.Second)
	couplings := b.list(in(cronus, setCouplings+"?$filter=tableId%20eq%2036"))
	if len(couplings) != 1 || couplings[0]["dataverseId"] != rootUnit {
		t.Errorf("orders that arrived: %v; errors: %s", couplings, b.errorsSeen())
	}
}

// TestSharedUnitDoesNotStopOtherChanges follows DataverseSetupMgt.Apply: a business unit that a person shares between companies is
// checked only when it changes.
func TestSharedUnitDoesNotStopOtherChanges(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.createDataverse(cronus, cronusUnit, "Team")
	path := in(cronus, setDataverseSetup+"("+id+")")
	name := b.row(cronus, setDataverseSetup, anyRow).String("businessUnitName")
	other := b.createDataverse(fabrikam, fabrikamUnit, "Team")
	b.put(fabrikam, setDataverseSetup, other, store.Row{"businessUnitId": cronusUnit, "businessUnitName": name})
	for _, change := range []string{
		`{"proxyVersion":101}`, `{"userName":"` + email + `"}`, `{"businessUnitId":"` + cronusUnit + `","businessUnitName":"` + name + `"}`, `{"ownershipModel":"Person"}`,
	} {
		if a := b.do(request{method: http.MethodPatch, path: path, body: change}); a.status != http.StatusOK {
			t.Errorf("%s: %d %s", change, a.status, a.message)
		}
	}
}

// TestRegionWithoutANumber: the first region's addresses have no number (codeunit "BCS Environment Url", IsRegion).
func TestRegionWithoutANumber(t *testing.T) {
	t.Parallel()
	for host, good := range map[string]bool{
		"contoso.crm.dynamics.com": true, "contoso.crm4.dynamics.com": true, "contoso.crm22.dynamics.com": true, "contoso.api.crm4.dynamics.com": true,
		"contoso.crm123.dynamics.com": false, "contoso.crmx.dynamics.com": false, "contoso.cr.dynamics.com": false,
	} {
		if _, err := checkAddress("https://" + host); (err == nil) != good {
			t.Errorf("%s: %v", host, err)
		}
	}
}

// TestBothResultsOfACouplingShow: what failed towards Dataverse stands in another field than what failed from there (table 5331).
func TestBothResultsOfACouplingShow(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.bc(cronus, setCouplings, store.Row{
		"id": rootUnit, "tableId": int64(18), "recordId": customerOne, "dataverseId": cronusUnit,
		columnResult: "Success", columnRemoteResult: "Failure", "lastSynchCrmModifiedOn": "2026-05-01T10:00:00Z", columnSkipped: true,
	})
	row := b.list(in(cronus, setCouplings))[0]
	if row["lastSynchResult"] != "Success" || row["lastSynchCrmResult"] != "Failure" || row["lastSynchCrmModifiedOn"] != "2026-05-01T10:00:00Z" {
		t.Errorf("coupling: %v", row)
	}
}

// TestJobsBesideTheMappings: enabling leaves the job of unit groups behind, which runs once, and the dispatcher adds the one that cleans
// up failed jobs (BCApps, CRMIntegrationManagement.EnableUnitGroupMapping and JobQueueDispatcher.CleanupStaleJobs).
func TestJobsBesideTheMappings(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.bc(cronus, "items", store.Row{"id": rootUnit, "number": "1000", "displayName": "Bicycle", "baseUnitOfMeasureCode": "PCS"})
	jobs := func(codeunit int64) []store.Row {
		return b.world.Store.Table(store.CompanyScope(cronus), setJobQueue).Where(func(r store.Row) bool { return r.Int("objectIdToRun") == codeunit })
	}
	groups := func() int { return b.world.Store.Table(store.CompanyScope(cronus), "unitGroups").Len() }
	id := b.connectSales(cronus, cronusUnit, "Team", "")
	if rows := jobs(codeunitUnitGroups); len(rows) != 1 || rows[0].Bool("recurringJob") || rows[0].String("status") != jobReady || groups() != 0 {
		t.Errorf("after enabling: jobs %v, %d unit groups", rows, groups())
	}
	if rows := jobs(codeunitCleanup); len(rows) != 0 {
		t.Errorf("before any job has run: %v", rows)
	}
	b.pass(5 * time.Second)
	if rows := jobs(codeunitUnitGroups); len(rows) != 0 || groups() != 1 {
		t.Errorf("after the job: %v, %d unit groups", rows, groups())
	}
	if rows := jobs(codeunitCleanup); len(rows) != 1 || !rows[0].Bool("recurringJob") || rows[0].Int("numberOfMinutesBetweenRuns") != 1440 {
		t.Errorf("the job that cleans up: %v", rows)
	}
	b.must(action(cronus, setSalesSetup, id, "disable"))
	b.patchSales(id, `{"unitGroupMappingEnabled":false}`)
	b.must(action(cronus, setSalesSetup, id, "enable"))
	b.pass(5 * time.Second)
	if rows := slices.Concat(jobs(codeunitUnitGroups), jobs(codeunitCleanup)); len(rows) != 1 {
		t.Errorf("with units of measure: %v", rows)
	}
}

// TestOrderJobsFollowTheKindOfOrders follows ResetSalesOrderMappingConfiguration of BCApps CRMSetupDefaults, which deletes the jobs of
// legacy orders when orders become bidirectional, and deletes none when both are off.
func TestOrderJobsFollowTheKindOfOrders(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.connectSales(cronus, cronusUnit, "Team", "")
	orderJobs := func() []int64 {
		var out []int64
		for _, row := range b.world.Store.Table(store.CompanyScope(cronus), setJobQueue).All() {
			if n := row.Int("objectIdToRun"); slices.Contains([]int64{codeunitAutoCreate, codeunitOrderStatus, codeunitNotes, codeunitArchived}, n) {
				out = append(out, n)
			}
		}
		slices.Sort(out)
		return out
	}
	for _, step := range []struct {
		change string
		want   []int64
	}{
		{`{"legacySalesOrders":true,"autoCreateSalesOrders":true}`, []int64{codeunitAutoCreate, codeunitOrderStatus, codeunitNotes}},
		{`{"legacySalesOrders":false}`, []int64{codeunitOrderStatus, codeunitNotes}},
		{`{"bidirectionalSalesOrders":true}`, []int64{codeunitNotes, codeunitArchived}},
		{`{"bidirectionalSalesOrders":false}`, []int64{codeunitNotes, codeunitArchived}},
	} {
		b.patchSales(id, step.change)
		if got := orderJobs(); !slices.Equal(got, step.want) {
			t.Errorf("after %s: %v, want %v", step.change, got, step.want)
		}
	}
}
