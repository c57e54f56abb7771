// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Columns of contacts, for which the API has only the full name.
const (
	localFirstName = "firstName"
	localSurname   = "surname"
)

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// localValue reads a mapped column of a record.
func localValue(record store.Row, column string) any {
	if v, known := record[column]; known {
		return v
	}
	first, last, _ := strings.Cut(record.String("displayName"), " ")
	switch column {
	case localFirstName:
		return first
	case localSurname:
		return last
	}
	return record[column]
}

// localRecords returns the records within the mapping's table filter.
func (co company) localRecords(m mapping) []store.Row {
	return co.table(tableOf(m.Table).set).Where(func(r store.Row) bool { return meet(m.Filter, r) })
}

// remoteRows returns the rows within the mapping's integration table filter.
func (co company) remoteRows(m mapping) []store.Row {
	set := tableOf(m.Table).remote
	if set == "" {
		return nil
	}
	own, _ := co.dataverse().company(co.id)
	return co.dataverse().table(set).Where(func(r store.Row) bool {
		owner := r.String("_bcbi_companyid_value")
		return meet(m.RemoteFilter, r) && (!m.OwnCompany || owner == "" || own.Equal("bcbi_companyid", owner))
	})
}

// synchError is why a record is not synchronized, in the words of the job's log.
type synchError string

func (e synchError) Error() string { return string(e) }

// refusal is why a subscriber of the base application stops a record.
type refusal string

func (e refusal) Error() string { return string(e) }

// newRow builds the Dataverse row of a record. Its error is the text that the job logs for the record.
func (r *synchRun) newRow(record store.Row) (store.Row, error) {
	co, m := r.co, r.m
	row, _, err := r.toRemote(record, store.Row{})
	if err != nil {
		return nil, err
	}
	switch m.Table {
	case tableCustomer:
		row["customertypecode"] = int64(customerTypeCustomer)
	case tableVendor:
		row["customertypecode"] = int64(customerTypeVendor)
	case tableContact:
		row["_parentcustomerid_value"], row["fullname"] = r.parentAccount(record), record.String("displayName")
	case tableItem:
		row["producttypecode"] = int64(1)
	case tableResource:
		row["producttypecode"] = int64(3)
	case tableCurrency:
		row["currencyprecision"] = int64(2)
	}
	r.ofCompany(row)
	if row[columnOwner] != nil {
		return row, nil
	}
	return row, co.setOwner(m, "", row)
}

// setOwner follows SetOwnerId of BCApps CDSIntTableSubscriber: the team owns the row, or in the Person model the
// user who is coupled with the record's salesperson; a salesperson without a coupling is an error.
func (co company) setOwner(m mapping, code string, row store.Row) error {
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
	person, ok := co.table(setSalespeople).FirstBy("code", code, nil)
	if !ok {
		return nil
	}
	coupling, ok := co.couplingOf(tableSalesperson, person.String(columnID))
	if !ok {
		// GetCoupledCDSUserId asks a mapping for the last name that it has not read.
		return synchError(sprintf(textMustBeCoupled, "Salesperson/Purchaser", code, ""))
	}
	user, _ := d.user(coupling.String("dataverseId"))
	row["_ownerid_value"], row["_owninguser_value"], row["_owningteam_value"] = coupling.String("dataverseId"), coupling.String("dataverseId"), nil
	if unit := user.String("_businessunitid_value"); unit != "" {
		row["_owningbusinessunit_value"] = unit
	}
	return nil
}

// currencyID finds the Dataverse currency with a code; blank means the local currency.
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
