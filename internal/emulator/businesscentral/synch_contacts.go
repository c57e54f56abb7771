// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

const (
	columnParent         = "_parentcustomerid_value"
	columnPrimary        = "_primarycontactid_value"
	columnPrimaryContact = "primaryContactNo"
)

// companyTables are the tables whose records can be the company of a contact, with their mappings.
func companyTables() map[int64]string {
	return map[int64]string{tableCustomer: "CUSTOMER", tableVendor: "VENDOR"}
}

// related finds the customer or vendor that a contact works for. The API of contacts has no business relations; in the
// emulator, a contact is related to the customer or vendor with the name of its company.
func (co company) related(contact store.Row) (int64, store.Row, bool) {
	name := contact.String("companyName")
	if name == "" {
		return 0, nil, false
	}
	for _, table := range []int64{tableCustomer, tableVendor} {
		if rows := co.table(tableOf(table).set).By("displayName", name); len(rows) > 0 {
			return table, rows[0], true
		}
	}
	return 0, nil, false
}

// ignored reports whether a record within the filter is left out, without being counted: contacts of no customer or vendor
// (HandleContactQueryPostFilterIgnoreRecord).
func (r *synchRun) ignored(record store.Row) bool {
	if r.m.Table != tableContact {
		return false
	}
	_, _, related := r.co.related(record)
	return !related
}

// parentAccount is the account of a contact's company, nothing when that is not coupled.
func (r *synchRun) parentAccount(contact store.Row) any {
	if table, company, ok := r.co.related(contact); ok {
		if coupling, coupled := r.co.couplingOf(table, company.String(columnID)); coupled {
			return coupling.String("dataverseId")
		}
	}
	return nil
}

// parentCompany gives a contact of Business Central the company whose account is the parent of its row. An account that is
// not coupled is synchronized first, where its mapping does that; else the contact has no company. That never fails: the base
// application accepts an account outside the filter of CUSTOMER or of VENDOR, and each account is outside of one of them
// (SetContactParentCompany).
func (r *synchRun) parentCompany(row, record store.Row) {
	if r.m.Table != tableContact {
		return
	}
	account := row.String(columnParent)
	company, ok := r.co.companyOfAccount(account)
	if !ok {
		r.fetchAccount(account)
		company, ok = r.co.companyOfAccount(account)
	}
	if !ok {
		return
	}
	record["companyName"] = company.String("displayName")
	if contact, known := r.co.table("contacts").FirstBy("displayName", company.String("displayName"), nil); known {
		record["companyNumber"] = contact.String("number")
	}
}

func (co company) companyOfAccount(account string) (store.Row, bool) {
	for _, table := range []int64{tableCustomer, tableVendor} {
		if coupling, ok := co.couplingTo(table, account); ok {
			return co.record(table, coupling.String("recordId"))
		}
	}
	return nil, false
}

// fetchAccount synchronizes one account within a mapping's filter, in a job of its own (SynchRecordIfMappingExists).
func (r *synchRun) fetchAccount(key string) {
	for _, table := range []int64{tableCustomer, tableVendor} {
		m, _ := mappingNamed(companyTables()[table])
		for _, row := range r.co.remoteRows(m) {
			if !row.Equal("accountid", key) {
				continue
			}
			settings, _ := r.co.mappingRow(m.Name)
			job := &synchJob{co: r.co, id: r.co.openSynchJob(m.Name, toBC, "Synchronization", store.Row{}), counts: map[string]int64{}}
			run := r.co.newRun(m, settings, toBC, false, job)
			if run.create() {
				run.insertRecord(row, key, nil)
			} else {
				job.count(countSkipped)
			}
			job.finish(m.Name)
		}
	}
}

// primaryOfAccount makes a contact that was sent to Dataverse the primary contact of its account, if that has none
// (FixPrimaryContactIdInCDS).
func (r *synchRun) primaryOfAccount(contact store.Row, key string) {
	if r.m.Table != tableContact {
		return
	}
	table, company, ok := r.co.related(contact)
	coupling, coupled := r.co.couplingOf(table, company.String(columnID))
	accounts := r.co.dataverse().table("accounts")
	account, found := accounts.Get(coupling.String("dataverseId"))
	if !ok || !coupled || !found || account.String(columnPrimary) != "" {
		return
	}
	settings, _ := r.co.mappingRow(companyTables()[table])
	if settings.String("direction") == toBC {
		return
	}
	m, _ := mappingNamed(companyTables()[table])
	run := r.co.newRun(m, settings, toInt, false, r.job)
	id := accounts.Key(account)
	seen := coupling.Int(columnRemoteVersion) == accounts.Version(id)
	run.write(id, store.Row{columnPrimary: key})
	if seen {
		r.co.table(setCouplings).Update(coupling.String(columnID), store.Row{columnRemoteVersion: accounts.Version(id)})
	}
}

// primaryOfCompany makes a contact that came from Dataverse the primary contact of its customer or vendor, if that has none
// (FixPrimaryContactNo).
func (r *synchRun) primaryOfCompany(row, contact store.Row) {
	if r.m.Table != tableContact {
		return
	}
	for _, table := range []int64{tableCustomer, tableVendor} {
		coupling, coupled := r.co.couplingTo(table, row.String(columnParent))
		company, ok := r.co.record(table, coupling.String("recordId"))
		if !coupled || !ok || company.String(columnPrimaryContact) != "" {
			continue
		}
		set, id := tableOf(table).set, company.String(columnID)
		seen := coupling.Int(columnLocalVersion) == r.co.table(set).Version(id)
		r.co.update(set, id, store.Row{columnPrimaryContact: contact.String("number"), "contact": contact.String("displayName")})
		if seen {
			r.co.table(setCouplings).Update(coupling.String(columnID), store.Row{columnLocalVersion: r.co.table(set).Version(id)})
		}
	}
}
