// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func TestExtraJobsFollowTheSetup(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.connectSales(cronus, cronusUnit, "Team", `{"itemAvailabilityEnabled":true}`)
	jobs := func(codeunit int64) int {
		return len(b.world.Store.Table(store.CompanyScope(cronus), setJobQueue).Where(func(r store.Row) bool { return r.Int("objectIdToRun") == codeunit }))
	}
	if jobs(codeunitAvailability) != 1 || jobs(codeunitStatistics) != 1 || jobs(codeunitAutoProcess) != 0 {
		t.Errorf("after enabling: %d, %d, %d", jobs(codeunitAvailability), jobs(codeunitStatistics), jobs(codeunitAutoProcess))
	}
	b.must(request{method: http.MethodPatch, path: in(cronus, setSalesSetup+"("+id+")"), body: `{"itemAvailabilityEnabled":false,"autoProcessSalesQuotes":true}`})
	if jobs(codeunitAvailability) != 0 || jobs(codeunitAutoProcess) != 1 {
		t.Errorf("after the change: %d, %d", jobs(codeunitAvailability), jobs(codeunitAutoProcess))
	}
	b.must(action(cronus, setSalesSetup, id, "disable"))
	held := b.row(cronus, setJobQueue, func(r store.Row) bool { return r.Int("objectIdToRun") == codeunitStatistics })
	if held.String("status") != jobOnHold {
		t.Errorf("statistics job: %s", held.String("status"))
	}
}

// The base application looks the user of table 5330 up by e-mail address, and
// checks nothing if there is no such user.
func TestUnknownUserNameOfSalesIsNotChecked(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.connectSales(cronus, cronusUnit, "Team", "")
	b.set("systemusers", integration, store.Row{"internalemailaddress": "someone@contoso.com", "isdisabled": true})
	b.must(action(cronus, setSalesSetup, id, "testConnection"))
}

func TestEnablingTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.connectSales(cronus, cronusUnit, "Team", "")
	mapping := b.row(cronus, setMappings, func(r store.Row) bool { return r.String("name") == "CUSTOMER" }).String("id")
	b.must(action(cronus, setSalesSetup, id, "enable"))
	b.must(enableDataverseRequest(cronus, b.setupID(setDataverseSetup)))
	if again := b.row(cronus, setMappings, func(r store.Row) bool { return r.String("name") == "CUSTOMER" }).String("id"); again != mapping {
		t.Error("the mappings were recreated")
	}
}

// A copied environment has lost its setups and couplings; jobs and mappings are unchanged.
func TestAnotherAdministratorsActsShow(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	sales := b.connectSales(cronus, cronusUnit, "Person", "")
	background := b.companion.Background(cronus)
	row, err := b.companion.StateInsert(background, setCouplings, store.Row{"tableId": int64(13), "recordId": salesJo, "dataverseId": userJo})
	if err != nil || row.String("lastSynchResult") != blank {
		t.Fatalf("coupling: %v, %v", row, err)
	}
	mapping := b.row(cronus, setMappings, func(r store.Row) bool { return r.String("name") == "CUSTOMER" }).String("id")
	job := b.row(cronus, setJobQueue, func(r store.Row) bool { return r.String("recordIdToProcess") == mappingRecord("CUSTOMER") }).String("id")
	shown := func() any {
		return b.must(request{method: http.MethodGet, path: in(cronus, setMappings+"("+mapping+")")}).body["isSynchronizationEnabled"]
	}
	if _, _, err := b.companion.StateUpdate(background, setMappings, mapping, store.Row{columnSynchronizing: false}); err != nil || shown() != false {
		t.Errorf("the mapping's own column does not show: %v", err)
	}
	b.must(request{method: http.MethodPatch, path: in(cronus, setMappings+"("+mapping+")"), body: `{"isSynchronizationEnabled":true}`})
	b.put(cronus, setJobQueue, job, store.Row{"status": jobOnHold})
	if shown() != false {
		t.Error("the job's status does not show")
	}
	for _, set := range []string{setSalesSetup, setDataverseSetup, setCouplings} {
		for _, row := range b.world.Store.Table(store.CompanyScope(cronus), set).All() {
			if ok, err := b.companion.StateDelete(background, set, row.String("id")); !ok || err != nil {
				t.Errorf("deleting from %s: %v", set, err)
			}
		}
	}
	if a := b.do(request{method: http.MethodGet, path: in(cronus, setSalesSetup+"("+sales+")")}); a.status != http.StatusNotFound || a.code != "Internal_RecordNotFound" {
		t.Errorf("the deleted setup: %d %s", a.status, a.code)
	}
	b.connectSales(cronus, cronusUnit, "Person", "")
}

func TestDataverseWithoutTheLocalCurrencyGetsIt(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.put(cronus, setInformation, cronus, store.Row{"currencyCode": "GBP"})
	b.bc(cronus, setCurrencies, store.Row{"id": rootUnit, "code": "USD"})
	b.bc(cronus, setExchangeRates, store.Row{"id": rootUnit, "currencyCode": "USD", "exchangeRateAmount": 1.25})
	b.connectDataverse(cronus, cronusUnit, "Team")
	row, ok := b.world.Store.Table(store.Dataverse, setTransactionCurrency).First(func(r store.Row) bool { return r.Equal("isocurrencycode", "GBP") })
	if !ok || row["exchangerate"] != 1.25 {
		t.Errorf("currency: %v", row)
	}
}
