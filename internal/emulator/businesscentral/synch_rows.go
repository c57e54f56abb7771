// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Columns of contacts, whose API has the whole name only.
const (
	localFirstName = "firstName"
	localSurname   = "surname"
)

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// localValue reads a mapped column of a record.
func localValue(record store.Row, column string) any {
	first, last, _ := strings.Cut(record.String("displayName"), " ")
	switch column {
	case localFirstName:
		return first
	case localSurname:
		return last
	}
	return record[column]
}

// localRecords are the records within the mapping's table filter.
func (co company) localRecords(m mapping) []store.Row {
	return co.table(tableOf(m.Table).set).Where(func(r store.Row) bool {
		switch m.Table {
		case tableCustomer, tableVendor:
			return strings.TrimSpace(r.String("blocked")) == ""
		case tableItem, tableResource:
			return !r.Bool("blocked")
		case tableContact:
			return r.String("type") != "Company"
		}
		return true
	})
}

// remoteRows are the rows within the mapping's integration table filter: active rows of this
// company or of none.
func (co company) remoteRows(m mapping) []store.Row {
	set := tableOf(m.Table).remote
	if set == "" {
		return nil
	}
	own, _ := co.dataverse().company(co.id)
	return co.dataverse().table(set).Where(func(r store.Row) bool {
		if owner := r.String("_bcbi_companyid_value"); owner != "" && !own.Equal("bcbi_companyid", owner) {
			return false
		}
		switch m.Table {
		case tableCustomer:
			return r.Int("statecode") == 0 && r.Int("customertypecode") == customerTypeCustomer
		case tableVendor:
			return r.Int("statecode") == 0 && r.Int("customertypecode") == customerTypeVendor
		case tableContact:
			return r.Int("statecode") == 0 && r.String("_parentcustomerid_value") != ""
		case tableItem:
			return r.Int("producttypecode") <= 1
		case tableResource:
			return r.Int("producttypecode") == 3
		}
		return true
	})
}

// createRow makes a Dataverse row for a record and couples the two, or logs why not.
func (co company) createRow(m mapping, record store.Row, job *synchJob) {
	name := co.recordName(m.Table, record.String(columnID))
	rt := tableOf(m.Table)
	if rt.remote == "" {
		job.count(countSkipped)
		return
	}
	d := co.dataverse()
	if m.Table == tableCurrency { // an existing currency of that code is coupled, not made again
		if found, ok := d.currency(record.String("code")); ok {
			co.couple(m.Table, record.String(columnID), d.key(rt.remote, found))
			job.count(countUnchanged)
			return
		}
	}
	row, err := co.newRow(m, record)
	if err != nil {
		job.fail(name, err.Error())
		return
	}
	setup, _ := co.setup(setDataverseSetup)
	entity := strings.TrimSuffix(rt.remote, "s")
	if singular, plural := strings.CutSuffix(rt.remote, "ies"); plural {
		entity = singular + "y"
	}
	if missing := d.missingPrivilege(setup.String("userName"), entity); missing != "" {
		job.fail(name, sprintf("CrmCreate failed for entity '%s': the integration user %s is missing the %s privilege.", entity, setup.String("userName"), missing))
		return
	}
	stored := d.insert(rt.remote, row)
	co.couple(m.Table, record.String(columnID), d.key(rt.remote, stored))
	job.count(countInserted)
}

// synchError is why a record is not synchronized, in the words that its job logs.
type synchError string

func (e synchError) Error() string { return string(e) }

// newRow words the Dataverse row of a record. Its error is the text that the job logs for the record.
func (co company) newRow(m mapping, record store.Row) (store.Row, error) {
	row := store.Row{}
	for _, f := range m.Fields {
		if f.copied() {
			if v := localValue(record, f.Column); v != nil && v != "" {
				row[f.RemoteColumn] = v
			}
		}
	}
	d := co.dataverse()
	switch m.Table {
	case tableCustomer, tableVendor:
		row["customertypecode"] = int64(customerTypeCustomer)
		if m.Table == tableVendor {
			row["customertypecode"] = int64(customerTypeVendor)
		}
		row["accountnumber"] = record.String("number")
		currency, err := co.currencyID(record.String("currencyCode"))
		if err != nil {
			return nil, err
		}
		row["_transactioncurrencyid_value"] = currency
	case tableContact:
		parent, ok := co.parentAccount(record)
		if !ok {
			return nil, synchError(sprintf(textCompanyOfPerson, record.String("number")))
		}
		row["_parentcustomerid_value"], row["fullname"] = parent, record.String("displayName")
	case tableItem:
		row["producttypecode"] = int64(1)
	case tableResource:
		row["producttypecode"] = int64(3)
	case tableCurrency:
		row["exchangerate"], row["currencyprecision"] = int64(1), int64(2)
		if rate, ok := co.exchangeRate(record.String("code")); ok {
			row["exchangerate"] = rate
		}
	}
	if own, ok := d.company(co.id); ok && m.Table != tableCurrency {
		row["_bcbi_companyid_value"] = own.String("bcbi_companyid")
	}
	return row, co.setOwner(m, record, row)
}

// setOwner follows SetOwnerId of BCApps CDSIntTableSubscriber: the team owns, or in the Person
// model the user who is coupled to the record's salesperson; a salesperson without a coupling is
// an error.
func (co company) setOwner(m mapping, record, row store.Row) error {
	switch m.Table {
	case tableCustomer, tableVendor, tableContact, tableOpportunity:
	default:
		return nil
	}
	d := co.dataverse()
	own, _ := d.company(co.id)
	team, _ := d.team(own.String("_bcbi_defaultowningteam_value"))
	row["_ownerid_value"], row["_owningteam_value"] = team["teamid"], team["teamid"]
	row["_owningbusinessunit_value"] = team["_businessunitid_value"]
	if !co.person() {
		return nil
	}
	code := record.String("salespersonCode")
	people := co.table(setSalespeople).By("code", code)
	if code == "" || len(people) == 0 {
		return nil
	}
	coupling, ok := co.couplingOf(tableSalesperson, people[0].String(columnID))
	if !ok {
		return synchError(sprintf(textMustBeCoupled, "Salesperson/Purchaser", code, "Dynamics CRM systemuser"))
	}
	user, _ := d.user(coupling.String("dataverseId"))
	row["_ownerid_value"], row["_owninguser_value"], row["_owningteam_value"] = coupling.String("dataverseId"), coupling.String("dataverseId"), nil
	if unit := user.String("_businessunitid_value"); unit != "" {
		row["_owningbusinessunit_value"] = unit
	}
	return nil
}

// currencyID finds the currency of a code in Dataverse, blank being the local currency.
func (co company) currencyID(code string) (any, error) {
	if code == "" {
		code = co.localCurrency()
	}
	row, ok := co.dataverse().currency(code)
	if !ok {
		return nil, synchError(sprintf("Cannot find the currency with the value '%s' in Dataverse.", code))
	}
	return row.String("transactioncurrencyid"), nil
}

// parentAccount finds the account of the company that a contact works for.
func (co company) parentAccount(contact store.Row) (any, bool) {
	if contact.String("companyNumber") == "" && contact.String("companyName") == "" {
		return nil, false
	}
	for _, table := range []int64{tableCustomer, tableVendor} {
		for _, record := range co.table(tableOf(table).set).By("displayName", contact.String("companyName")) {
			if coupling, coupled := co.couplingOf(table, record.String(columnID)); coupled {
				return coupling.String("dataverseId"), true
			}
		}
	}
	return nil, true
}
