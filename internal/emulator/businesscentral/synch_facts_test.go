// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// pair is a bench with a customer and an account that have been synchronized once.
type pair struct {
	*bench
	mapping string // id of the mapping CUSTOMER
}

func newPair(t *testing.T, ownership string, settings store.Row) pair {
	t.Helper()
	b := newBench(t)
	b.connectDataverse(cronus, cronusUnit, ownership)
	customers := b.world.Store.Table(store.CompanyScope(cronus), "customers")
	for _, row := range customers.All() {
		if row.String("id") != customerOne {
			customers.Delete(row.String("id"))
		}
	}
	b.put(cronus, "customers", customerOne, store.Row{"salespersonCode": ""})
	b.dv("accounts", store.Row{"accountid": rootUnit, "name": "Old", "customertypecode": int64(3), "statecode": int64(0)})
	b.must(couple(tableCustomer, customerOne, rootUnit))
	p := pair{b, b.row(cronus, setMappings, func(r store.Row) bool { return r.String("name") == "CUSTOMER" }).String("id")}
	b.put(cronus, setMappings, p.mapping, store.Row{"updateConflictResolution": sendUpdate})
	p.synchronize()
	b.put(cronus, setMappings, p.mapping, store.Row{"updateConflictResolution": "None"})
	b.put(cronus, setMappings, p.mapping, settings)
	return p
}

func (p pair) synchronize() (to, from map[string]any) {
	synchJobs := p.world.Store.Table(store.CompanyScope(cronus), setSynchJobs)
	for _, row := range synchJobs.All() {
		synchJobs.Delete(row.String("id"))
	}
	p.must(action(cronus, setMappings, p.mapping, "synchronize"))
	p.pass(10 * time.Second)
	jobs := p.customerJobs()
	return jobs[toInt], jobs[toBC]
}

func (p pair) inDataverse(changes store.Row) { p.set("accounts", rootUnit, changes) }
func (p pair) inBusinessCentral(changes store.Row) {
	p.put(cronus, "customers", customerOne, changes)
}

func (p pair) account() store.Row {
	row, _ := p.world.Store.Table(store.Dataverse, "accounts").Get(rootUnit)
	return row
}

func (p pair) customer() store.Row {
	row, _ := p.world.Store.Table(store.CompanyScope(cronus), "customers").Get(customerOne)
	return row
}

func (p pair) coupling() store.Row { return p.row(cronus, setCouplings, anyRow) }

func counted(job map[string]any, want map[string]float64) string {
	for _, action := range []string{countInserted, countModified, countUnchanged, countSkipped, countFailed} {
		if got, _ := job[action].(float64); got != want[action] {
			return fmt.Sprintf("%s %v, want %v (job %v)", action, got, want[action], job)
		}
	}
	return ""
}

// TestChangesArrive: a change on one side reaches the other through the job of that direction, and the result is
// recorded for that direction (139169 SyncCoupledCRMAccountToCustomer, 139180 SyncChangeFromCrmTwoTimes, 139185
// LastSyncToCRMSuccess).
func TestChangesArrive(t *testing.T) {
	t.Parallel()
	p := newPair(t, "Team", nil)
	if c := p.coupling(); c.String(columnRemoteResult) != resultSuccess || c.String(columnResult) != " " {
		t.Errorf("after the first run to Dataverse: %v", c)
	}
	for n := range 2 { // twice
		name := fmt.Sprintf("From Dataverse %d", n)
		p.inDataverse(store.Row{"name": name})
		to, from := p.synchronize()
		if why := counted(from, map[string]float64{countModified: 1}); why != "" || p.customer().String("displayName") != name {
			t.Errorf("from Dataverse: %s; the customer is %v", why, p.customer())
		}
		if why := counted(to, map[string]float64{countUnchanged: 1}); n > 0 && why != "" { // its own change of the run before
			t.Errorf("to Dataverse: %s", why)
		}
	}
	if c := p.coupling(); c.String(columnResult) != resultSuccess {
		t.Errorf("after a run from Dataverse: %v", c)
	}
	p.inBusinessCentral(store.Row{"displayName": "From here"})
	to, from := p.synchronize()
	if why := counted(to, map[string]float64{countModified: 1}); why != "" || p.account().String("name") != "From here" {
		t.Errorf("to Dataverse: %s; the account is %v", why, p.account())
	}
	if why := counted(from, nil); why != "" {
		t.Errorf("what Business Central wrote came back: %s", why)
	}
	to, from = p.synchronize()
	if why := counted(to, nil) + counted(from, nil); why != "" {
		t.Errorf("without changes: %s", why)
	}
}

// TestUpdateConflicts: both sides changed. Without a resolution the record fails and both sides stay unchanged;
// after a second equal failure it is skipped; with a resolution the preferred side wins (139165
// TruePositiveConflict, AutomaticConflictResolution, 139185 LastSyncFailedBothRecsChanged).
func TestUpdateConflicts(t *testing.T) {
	t.Parallel()
	for resolution, want := range map[string]struct{ account, customer string }{
		"None": {"There", "Here"}, sendUpdate: {"Here", "Here"}, getUpdate: {"There", "There"},
	} {
		t.Run(resolution, func(t *testing.T) {
			t.Parallel()
			p := newPair(t, "Team", store.Row{"updateConflictResolution": resolution})
			p.inDataverse(store.Row{"name": "There"})
			p.inBusinessCentral(store.Row{"displayName": "Here"})
			to, _ := p.synchronize()
			if a, c := p.account().String("name"), p.customer().String("displayName"); a != want.account || c != want.customer {
				t.Errorf("account %s, customer %s, want %v", a, c, want)
			}
			if resolution != "None" {
				return
			}
			text := sprintf(textConflict, "Name", "Customer", "Name", "Dataverse Account")
			if why := counted(to, map[string]float64{countFailed: 1}); why != "" || !strings.Contains(p.errorsSeen(), text) {
				t.Errorf("%s; errors %s", why, p.errorsSeen())
			}
			if to, _ = p.synchronize(); counted(to, map[string]float64{countSkipped: 1}) != "" || !p.coupling().Bool(columnSkipped) {
				t.Errorf("the second equal failure: %v, coupling %v", to, p.coupling())
			}
		})
	}
}

// TestChangesOfDifferentFields: a field that only one side may change causes no conflict.
func TestChangesOfDifferentFields(t *testing.T) {
	t.Parallel()
	p := newPair(t, "Team", nil)
	p.inDataverse(store.Row{"description": "not mapped"})
	p.inBusinessCentral(store.Row{"creditLimit": 500.0})
	to, _ := p.synchronize()
	if why := counted(to, map[string]float64{countModified: 1}); why != "" || p.account()["creditlimit"] != 500.0 {
		t.Errorf("%s; account %v", why, p.account())
	}
}

// TestDeletionConflicts: the account was deleted. Without a resolution the record fails; Remove Coupling removes
// the coupling; Restore Records recreates the account (139165 AutoResolveDeletedRecord, 139174
// TestDeletedCustomerCouplingKeptUndeleted).
func TestDeletionConflicts(t *testing.T) {
	t.Parallel()
	for resolution, check := range map[string]func(p pair, to map[string]any) string{
		"None": func(p pair, to map[string]any) string {
			if !strings.Contains(p.errorsSeen(), sprintf(textCoupledDeleted, "Customer")) || p.coupling().String(columnRemoteResult) != resultFailure {
				return fmt.Sprint(p.errorsSeen(), p.coupling())
			}
			return counted(to, map[string]float64{countFailed: 1})
		},
		removeCoupling: func(p pair, _ map[string]any) string {
			if n := p.world.Store.Table(store.CompanyScope(cronus), setCouplings).Len(); n > 0 {
				return "the coupling is still there"
			}
			return ""
		},
		restoreRecords: func(p pair, to map[string]any) string {
			row, ok := p.world.Store.Table(store.Dataverse, "accounts").Get(p.coupling().String("dataverseId"))
			if !ok || row.String("name") != "Changed" {
				return fmt.Sprintf("account %v", row)
			}
			return counted(to, map[string]float64{countInserted: 1})
		},
		"full": func(p pair, _ map[string]any) string {
			job := &synchJob{co: company{world: p.world, id: cronus}, id: "", counts: map[string]int64{}}
			m, _ := mappingNamed("CUSTOMER")
			job.co.newRun(m, p.row(cronus, setMappings, func(r store.Row) bool { return r.Equal("id", p.mapping) }), toInt, true, job).send()
			if !strings.Contains(p.errorsSeen(), sprintf(textModifyFailed, "Customer")) {
				return p.errorsSeen()
			}
			return ""
		},
	} {
		t.Run(resolution, func(t *testing.T) {
			t.Parallel()
			settings := store.Row{"deletionConflictResolution": resolution}
			if resolution == "full" {
				settings = nil
			}
			p := newPair(t, "Team", settings)
			p.unset("accounts", rootUnit)
			p.inBusinessCentral(store.Row{"displayName": "Changed"})
			to, _ := p.synchronize()
			if why := check(p, to); why != "" {
				t.Error(why)
			}
		})
	}
}

// TestDeletedCustomerKeepsItsCoupling: only salespeople lose theirs (139161
// RemovalOfCoupledRecordDoesNotMarkCouplingAsSkipped).
func TestDeletedCustomerKeepsItsCoupling(t *testing.T) {
	t.Parallel()
	p := newPair(t, "Team", nil)
	p.must(request{method: "DELETE", path: in(cronus, "customers("+customerOne+")"), service: p.standard, header: map[string]string{"If-Match": "*"}})
	if c := p.coupling(); c.Bool(columnSkipped) || !c.Equal("recordId", customerOne) {
		t.Errorf("coupling %v", c)
	}
}

// TestUncoupledSalespersonFailsACoupledRecord: model Person (139186 T100).
func TestUncoupledSalespersonFailsACoupledRecord(t *testing.T) {
	t.Parallel()
	p := newPair(t, "Person", nil)
	p.inBusinessCentral(store.Row{"salespersonCode": "JO"})
	to, _ := p.synchronize()
	text := sprintf(textCopyData, sprintf("%s %s must be coupled to a %s row", "Salesperson/Purchaser", "JO", "Dynamics CRM systemuser"))
	if why := counted(to, map[string]float64{countFailed: 1}); why != "" || !strings.Contains(p.errorsSeen(), text) {
		t.Errorf("%s; errors %s", why, p.errorsSeen())
	}
}

// TestFiltersOfMappings: blocked customers, inactive accounts and other companies' accounts stay out (139162
// DefaultTableMappingCustomer, …Contact, …Item).
func TestFiltersOfMappings(t *testing.T) {
	t.Parallel()
	account := store.Row{"customertypecode": int64(3), "statecode": int64(0)}
	with := func(changes store.Row) store.Row {
		row := account.Clone()
		maps.Copy(row, changes)
		return row
	}
	for name, test := range map[string]struct {
		mapping     string
		row, record store.Row
		want        bool
	}{
		"an account":                 {"CUSTOMER", account, nil, true},
		"inactive account":           {"CUSTOMER", with(store.Row{"statecode": int64(1)}), nil, false},
		"account of a vendor":        {"CUSTOMER", with(store.Row{"customertypecode": int64(11)}), nil, false},
		"another company's account":  {"CUSTOMER", with(store.Row{"_bcbi_companyid_value": rootUnit}), nil, false},
		"a customer":                 {"CUSTOMER", nil, store.Row{"blocked": " "}, true},
		"blocked customer":           {"CUSTOMER", nil, store.Row{"blocked": "Ship"}, false},
		"contact without an account": {"CONTACT", store.Row{"statecode": int64(0)}, nil, false},
		"contact of an account":      {"CONTACT", store.Row{"_parentcustomerid_value": rootUnit}, nil, true},
		"a company's contact":        {"CONTACT", nil, store.Row{"type": "Company", "companyNumber": "CT1"}, false},
		"person without a company":   {"CONTACT", nil, store.Row{"type": "Person"}, false},
		"person of a company":        {"CONTACT", nil, store.Row{"type": "Person", "companyNumber": "CT1"}, true},
		"a product":                  {"ITEM-PRODUCT", store.Row{"producttypecode": int64(1)}, nil, true},
		"draft of a product":         {"ITEM-PRODUCT", store.Row{"producttypecode": int64(1), "statecode": int64(2)}, nil, false},
		"service":                    {"ITEM-PRODUCT", store.Row{"producttypecode": int64(3)}, nil, false},
		"service of a resource":      {"RESOURCE-PRODUCT", store.Row{"producttypecode": int64(3)}, nil, true},
		"disabled user":              {"SALESPEOPLE", store.Row{"islicensed": true, "isdisabled": true}, nil, false},
		"user":                       {"SALESPEOPLE", store.Row{"islicensed": true}, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			m, _ := mappingNamed(test.mapping)
			co, found := company{world: b.world, id: cronus}, false
			if test.row != nil {
				key := tableOf(m.Table)
				row := test.row.Clone()
				row[b.world.Store.Table(store.Dataverse, key.remote).KeyColumns()[0]] = customerOne
				b.dv(key.remote, row)
				for _, r := range co.remoteRows(m) {
					found = found || b.world.Store.Table(store.Dataverse, key.remote).Key(r) == customerOne
				}
			} else {
				row := test.record.Clone()
				row["id"] = rootUnit
				b.bc(cronus, tableOf(m.Table).set, row)
				for _, r := range co.localRecords(m) {
					found = found || r.Equal("id", rootUnit)
				}
			}
			if found != test.want {
				t.Errorf("within the filter: %v, want %v", found, test.want)
			}
		})
	}
}

// TestDirectionsOneAfterTheOther: a line synchronizes to Dataverse first, and the recurring job of the mapping
// pauses until both directions are done (139187 T122, T130).
func TestDirectionsOneAfterTheOther(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	sales := b.connectSales(cronus, cronusUnit, "Team", "")
	b.review(sales)
	b.start(sales, run, "CURRENCY", "CUSTOMER")
	var seen []string
	for range 40 {
		b.pass(250 * time.Millisecond)
		line := b.lines()["CUSTOMER"]
		job := b.row(cronus, setJobQueue, func(r store.Row) bool { return r.String("description") == " CUSTOMER - Dataverse synchronization job." })
		state := fmt.Sprint(line["jobQueueEntryStatus"], "/", line["toIntegrationTableJobStatus"], "/", line["fromIntegrationTableJobStatus"], "/", job.String("status"))
		if len(seen) == 0 || seen[len(seen)-1] != state {
			seen = append(seen, state)
		}
	}
	want := []string{
		"_x0020_/_x0020_/_x0020_/Ready", "Ready/_x0020_/_x0020_/Ready", "In_x0020_Process/In_x0020_Process/_x0020_/On Hold",
		"In_x0020_Process/Success/In_x0020_Process/On Hold", "Finished/Success/Success/Ready",
	}
	if strings.Join(seen, "\n") != strings.Join(want, "\n") {
		t.Errorf("states:\n%s", strings.Join(seen, "\n"))
	}
}
