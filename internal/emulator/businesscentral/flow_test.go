// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// run is the id of a full synchronization.
const run = "99000000-0000-4000-8000-000000000001"

func (b *bench) review(sales string) map[string]map[string]any {
	b.t.Helper()
	b.must(action(cronus, setSalesSetup, sales, "generateFullSynchronizationReview"))
	return b.lines()
}

func (b *bench) lines() map[string]map[string]any {
	b.t.Helper()
	out := map[string]map[string]any{}
	for _, line := range b.list(in(cronus, setLines)) {
		out[fmt.Sprint(line["name"])] = line
	}
	return out
}

func (b *bench) start(sales, id string, names ...string) {
	b.t.Helper()
	r := action(cronus, setSalesSetup, sales, "startFullSynchronization")
	r.body = `{"runId":"` + id + `","mappingNames":"` + strings.Join(names, ",") + `"}`
	b.must(r)
}

// customerJobs returns the synchronization jobs of the mapping CUSTOMER by direction.
func (b *bench) customerJobs() map[string]map[string]any {
	out := map[string]map[string]any{}
	for _, job := range b.list(in(cronus, setSynchJobs)) {
		if job["mappingName"] == "CUSTOMER" {
			out[fmt.Sprint(job["direction"])] = job
		}
	}
	return out
}

func (b *bench) errorsSeen() string {
	list := b.list(in(cronus, setSynchErrors))
	out := make([]string, 0, len(list))
	for _, e := range list {
		out = append(out, fmt.Sprint(e["errorMessage"]))
	}
	return strings.Join(out, "\n")
}

func TestInitialSynchronizationInThePersonModel(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	sales := b.connectSales(cronus, cronusUnit, "Person", "")
	b.must(couple(13, salesJo, userJo))
	lines := b.review(sales)
	for name, want := range map[string]string{
		"SALESPEOPLE": "Full_x0020_Synchronization", "CUSTOMER": "Full_x0020_Synchronization", "CURRENCY": "Full_x0020_Synchronization",
		"VENDOR": "No_x0020_Records_x0020_Found", "PAYMENT TERMS": "No_x0020_Records_x0020_Found",
	} {
		if lines[name]["recommendation"] != want {
			t.Errorf("%s: %v", name, lines[name]["recommendation"])
		}
	}
	b.start(sales, run)
	if l := b.lines()["CUSTOMER"]; l["jobQueueEntryStatus"] != "_x0020_" {
		t.Errorf("CUSTOMER started before its parents: %v", l)
	}
	b.pass(10 * time.Second)
	done := b.lines()
	for name, line := range done {
		if line["recommendation"] != "No_x0020_Records_x0020_Found" && line["jobQueueEntryStatus"] != "Finished" {
			t.Errorf("%s: %v", name, line["jobQueueEntryStatus"])
		}
	}
	if l := done["CUSTOMER"]; l["toIntegrationTableJobStatus"] != "Success" || l["fromIntegrationTableJobStatus"] != "Success" {
		t.Errorf("CUSTOMER: %v", l)
	}
	jo := b.row(cronus, setSalespeople, func(r store.Row) bool { return r.String("code") == "JO" })
	if jo.String("displayName") != "John Sales" || jo.String("email") != "john@contoso.com" || jo.String("phoneNo") != "111" {
		t.Errorf("the coupled salesperson was not overwritten: %v", jo)
	}
	owners := map[string]string{}
	for _, account := range b.world.Store.Table(store.Dataverse, "accounts").All() {
		owners[account.String("name")] = account.String("_ownerid_value")
	}
	if owners["Adatum"] != userJo || owners["Trey Research"] != cronusTeam {
		t.Errorf("owners of the accounts: %v", owners)
	}
	if to := b.customerJobs()["ToIntegrationTable"]; to["inserted"] != 2.0 || to["failed"] != 0.0 {
		t.Errorf("job: %v", to)
	}
	if n := len(b.list(in(cronus, setCouplings+"?$filter=tableId%20eq%2018"))); n != 2 {
		t.Errorf("%d couplings of customers", n)
	}
}

func TestUncoupledSalespersonFailsTheRecord(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	sales := b.connectSales(cronus, cronusUnit, "Person", "")
	b.review(sales)
	b.start(sales, run)
	b.pass(10 * time.Second)
	if l := b.lines()["CUSTOMER"]; l["jobQueueEntryStatus"] != "Finished" || l["toIntegrationTableJobStatus"] != "Error" {
		t.Errorf("CUSTOMER: %v", l)
	}
	if to := b.customerJobs()["ToIntegrationTable"]; to["inserted"] != 1.0 || to["failed"] != 1.0 {
		t.Errorf("job: %v", to)
	}
	if got := b.errorsSeen(); got != "The data could not be updated because of the following error: Salesperson/Purchaser JO must be coupled to a  row." {
		t.Errorf("errors: %s", got)
	}
}

func TestSameRunStartsOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	sales := b.connectSales(cronus, cronusUnit, "Team", "")
	b.review(sales)
	b.start(sales, run, "CURRENCY")
	b.pass(5 * time.Second)
	b.start(sales, run, "CURRENCY")
	b.pass(5 * time.Second)
	if n := len(b.list(in(cronus, setSynchJobs))); n != 1 {
		t.Errorf("%d jobs", n)
	}
	if lines := b.lines(); len(lines) != 1 || lines["CURRENCY"]["jobQueueEntryStatus"] != "Finished" {
		t.Errorf("lines: %v", lines)
	}
	if row := b.row(cronus, setSalesSetup, func(store.Row) bool { return true }); row.String(columnRun) != run {
		t.Errorf("lastRunId: %s", row.String(columnRun))
	}
}

func TestCouplingByMatchFields(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.dv("accounts",
		store.Row{"accountid": rootUnit, "name": "ADATUM", "customertypecode": int64(3)},
		store.Row{"accountid": cronusUnit, "name": "Nobody", "customertypecode": int64(3)})
	sales := b.connectSales(cronus, cronusUnit, "Team", "")
	if got := b.review(sales)["CUSTOMER"]["recommendation"]; got != "Couple_x0020_Records" {
		t.Fatalf("recommendation %v", got)
	}
	b.start(sales, run, "CURRENCY", "CUSTOMER")
	b.pass(6 * time.Second)
	const noFields = "You must specify which fields on the table mapping 'Customer - Dataverse Account' should be used for match-based coupling."
	if got := b.errorsSeen(); got != noFields {
		t.Fatalf("without match fields: %s", got)
	}
	match := b.row(cronus, setFieldMappings, func(r store.Row) bool {
		return r.String("mappingName") == "CUSTOMER" && r.String("fieldName") == "Name"
	})
	patch := func(set, id, body string) {
		b.must(request{method: http.MethodPatch, path: in(cronus, set+"("+id+")"), body: body})
	}
	patch(setFieldMappings, match.String("id"), `{"useForMatchBasedCoupling":true,"matchPriority":1}`)
	b.review(sales)
	b.start(sales, fabrikam, "CURRENCY", "CUSTOMER")
	b.pass(6 * time.Second)
	if job := b.customerJobs()["Bidirectional"]; job["coupled"] != 1.0 || job["failed"] != 1.0 || job["type"] != "Coupling" {
		t.Errorf("job: %v", job)
	}
	if got := b.errorsSeen(); !strings.HasSuffix(got, "Failed to couple 1 record(s), because no unique uncoupled matching entity was found in "+origin+" with the specified matching criteria.") {
		t.Errorf("errors: %s", got)
	}
	mapping := b.row(cronus, setMappings, func(r store.Row) bool { return r.String("name") == "CUSTOMER" })
	patch(setMappings, mapping.String("id"), `{"createUnmatched":true}`)
	b.review(sales)
	b.start(sales, rootUnit, "CURRENCY", "CUSTOMER")
	b.pass(6 * time.Second)
	if job := b.customerJobs()["ToIntegrationTable"]; job["inserted"] != 1.0 {
		t.Errorf("job that creates what found no match: %v", job)
	}
	if n := len(b.list(in(cronus, setCouplings+"?$filter=tableId%20eq%2018"))); n != 2 {
		t.Errorf("%d couplings", n)
	}
}

func TestMissingPrivilegeTurnsSalesOff(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	sales := b.connectSales(cronus, cronusUnit, "Team", "")
	b.review(sales)
	b.roles()
	b.start(sales, run, "CURRENCY", "CUSTOMER")
	b.pass(10 * time.Second)
	row := b.row(cronus, setSalesSetup, func(store.Row) bool { return true })
	if row.Bool(columnEnabled) || row.String(columnDisabledText) != "The connection to "+origin+" was disabled because integration user "+email+" has insufficient privileges to run the synchronization." {
		t.Errorf("row of 5330: %v", row)
	}
	b.roles(roleSalesAdministrator, roleSalesUser)
	b.must(action(cronus, setSalesSetup, sales, "enable"))
	if row := b.row(cronus, setSalesSetup, func(store.Row) bool { return true }); row.String(columnDisabledText) != "" {
		t.Error("enabling left the disable reason")
	}
}

func TestSkippedRecordsAreLeftOut(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.connectDataverse(cronus, cronusUnit, "Team")
	b.dv("accounts", store.Row{"accountid": rootUnit, "name": "Old", "customertypecode": int64(3)})
	b.must(couple(18, customerOne, rootUnit))
	coupling := b.row(cronus, setCouplings, func(store.Row) bool { return true })
	mapping := b.row(cronus, setMappings, func(r store.Row) bool { return r.String("name") == "CUSTOMER" })
	b.put(cronus, setMappings, mapping.String("id"), store.Row{"updateConflictResolution": sendUpdate})
	for _, step := range []struct {
		skipped bool
		name    string
	}{{true, "Old"}, {false, "Adatum"}} {
		b.put(cronus, setCouplings, coupling.String("id"), store.Row{columnSkipped: step.skipped, columnRemoteResult: resultFailure})
		b.must(action(cronus, setMappings, mapping.String("id"), "synchronize"))
		b.pass(5 * time.Second)
		if account, _ := b.world.Store.Table(store.Dataverse, "accounts").Get(rootUnit); account.String("name") != step.name {
			t.Errorf("skipped %v: the account is %v", step.skipped, account)
		}
	}
}

func TestSynchronizingOneMapping(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.connectDataverse(cronus, cronusUnit, "Team")
	b.dv("accounts", store.Row{"accountid": rootUnit, "name": "Old", "customertypecode": int64(3)})
	b.must(couple(18, customerOne, rootUnit))
	mapping := b.row(cronus, setMappings, func(r store.Row) bool { return r.String("name") == "CUSTOMER" })
	b.put(cronus, setMappings, mapping.String("id"), store.Row{"updateConflictResolution": sendUpdate}) // both sides are new to the coupling
	b.must(action(cronus, setMappings, mapping.String("id"), "synchronize"))
	b.pass(5 * time.Second)
	if to := b.customerJobs()["ToIntegrationTable"]; to["modified"] != 1.0 || to["inserted"] != 0.0 {
		t.Errorf("job: %v", to)
	}
	if account, _ := b.world.Store.Table(store.Dataverse, "accounts").Get(rootUnit); account.String("name") != "Adatum" {
		t.Errorf("account: %v", account)
	}
	job := b.row(cronus, setJobQueue, func(r store.Row) bool { return r.String("description") == " CUSTOMER - Dataverse synchronization job." })
	b.must(request{method: http.MethodPost, path: in(cronus, setJobQueue+"("+job.String("id")+")/Microsoft.NAV.restart"), service: b.standard})
	b.pass(5 * time.Second)
	if n := len(b.list(in(cronus, setSynchJobs+"?$filter=mappingName%20eq%20'CUSTOMER'"))); n != 4 {
		t.Errorf("%d jobs after the restart", n)
	}
}
