// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// insertRow creates a row for an uncoupled record and couples the two, or logs why not. A currency that exists in
// Dataverse is coupled, not created again.
func (r *synchRun) insertRow(record store.Row) {
	id := record.String(columnID)
	if r.m.Table == tableCurrency {
		if found, ok := r.co.dataverse().currency(record.String("code")); ok {
			coupling := r.co.couple(r.m.Table, id, r.remote.Key(found))
			row, _ := r.co.table(setCouplings).Get(coupling)
			r.sendCoupled(record, row)
			return
		}
	}
	source := r.co.recordName(r.m.Table, id)
	key, err := r.makeRow(record)
	if err != nil {
		r.job.fail(source, copyError(err))
		return
	}
	r.job.count(countInserted)
	coupling := r.co.couple(r.m.Table, id, key)
	r.own(key)
	r.primaryOfAccount(record, key)
	r.succeed(coupling, id, key)
}

// restoreRow recreates a deleted row.
func (r *synchRun) restoreRow(record store.Row, source string, coupling store.Row) {
	key, err := r.makeRow(record)
	if err != nil {
		r.fail(source, coupling, copyError(err))
		return
	}
	r.co.table(setCouplings).Update(coupling.String(columnID), store.Row{"dataverseId": key, columnResult: " "})
	r.own(key)
	r.job.count(countInserted)
	r.succeed(coupling.String(columnID), record.String(columnID), key)
}

// makeRow inserts the row of a record as the integration user, who needs the privilege.
func (r *synchRun) makeRow(record store.Row) (string, error) {
	d, set := r.co.dataverse(), tableOf(r.m.Table).remote
	row, err := r.newRow(record)
	if err != nil {
		return "", err
	}
	setup, _ := r.co.setup(setDataverseSetup)
	entity := strings.TrimSuffix(set, "s")
	if singular, plural := strings.CutSuffix(set, "ies"); plural {
		entity = singular + "y"
	}
	if missing := d.missingPrivilege(setup.String("userName"), entity); missing != "" {
		return "", refusal(sprintf("CrmCreate failed for entity '%s': the integration user %s is missing the %s privilege.", entity, setup.String("userName"), missing))
	}
	r.stamp(row)
	return r.remote.Key(d.insert(set, row)), nil
}

// insertRecord creates the record of a row and couples the two, or logs why not. With a
// coupling, it recreates the deleted record.
func (r *synchRun) insertRecord(row store.Row, key string, coupling store.Row) {
	rt := tableOf(r.m.Table)
	record, _ := r.fromRemote(row, store.Row{})
	r.parentCompany(row, record)
	record[rt.key] = r.co.nextNumber(rt)
	inserted := r.co.insert(rt.set, record)
	id := inserted.String(columnID)
	var made string
	if coupling == nil {
		made = r.co.couple(r.m.Table, id, key)
	} else {
		made = coupling.String(columnID)
		r.co.table(setCouplings).Update(made, store.Row{"recordId": id, columnRemoteResult: " "})
	}
	r.primaryOfCompany(row, inserted)
	r.claim(row, key)
	r.succeed(made, id, key)
	r.job.count(countInserted)
}
