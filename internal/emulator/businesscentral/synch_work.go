// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// work does what a job queue entry was made for; trouble is why Dataverse cannot be reached.
func (co company) work(m mapping, entry store.Row, codeunit int64, trouble string) {
	mappingRow, _ := co.mappingRow(m.Name)
	create := entry.Bool(columnFull) || !mappingRow.Bool("synchronizeOnlyCoupledRecords")
	for _, row := range co.runningJobs(entry) {
		job := &synchJob{co: co, id: row.String("jobId"), counts: map[string]int64{}}
		switch {
		case trouble != "":
			job.fail("", trouble)
		case codeunit == codeunitCoupling && m.Option:
			job.counts[countCoupled] = int64(co.table(tableOf(m.Table).set).Len())
		case codeunit == codeunitCoupling:
			co.coupleByMatch(m, job)
		case m.Name == "SALESPEOPLE":
			co.overwriteSalespeople(m, job)
		case row.String("direction") == toInt:
			co.sendRecords(m, job, create)
		default:
			co.fetchRows(m, job, create)
		}
		job.finish(m.Name)
	}
}

// overwriteSalespeople copies full name, e-mail and mobile phone of coupled users that are
// enabled, licensed and no integration users (SALESPEOPLE, From Dataverse). Users that are not
// coupled are passed over.
func (co company) overwriteSalespeople(m mapping, job *synchJob) {
	d := co.dataverse()
	for _, coupling := range co.table(setCouplings).Where(func(r store.Row) bool { return r.Int("tableId") == tableSalesperson }) {
		user, ok := d.user(coupling.String("dataverseId"))
		if !ok || coupling.Bool(columnSkipped) || user.Bool("isdisabled") || user.Bool("isintegrationuser") || user["islicensed"] == false {
			continue
		}
		record, ok := co.record(tableSalesperson, coupling.String("recordId"))
		if !ok {
			continue
		}
		co.writeRecord(m, record, user, job)
		co.markSynchronized(coupling)
	}
}

// writeRecord copies the mapped columns of a Dataverse row into a record.
func (co company) writeRecord(m mapping, record, row store.Row, job *synchJob) {
	changes := store.Row{}
	for _, f := range m.Fields {
		if !f.copied() || f.Column == localFirstName || f.Column == localSurname {
			continue
		}
		v := row[f.RemoteColumn]
		if v == nil {
			v = ""
		}
		if record[f.Column] != v && (v != "" || record.String(f.Column) != "") {
			changes[f.Column] = v
		}
	}
	if len(changes) == 0 {
		job.count(countUnchanged)
		return
	}
	co.update(tableOf(m.Table).set, record.String(columnID), changes)
	job.count(countModified)
}

// sendRecords synchronizes to Dataverse: coupled rows are updated, records without a coupling
// get a new row when create is set, as in a full synchronization.
func (co company) sendRecords(m mapping, job *synchJob, create bool) {
	for _, record := range co.localRecords(m) {
		coupling, ok := co.couplingOf(m.Table, record.String(columnID))
		switch {
		case ok && coupling.Bool(columnSkipped): // until somebody chooses Retry
		case ok:
			co.updateRow(m, record, coupling, job)
		case create:
			co.createRow(m, record, job)
		}
	}
}

func (co company) updateRow(m mapping, record, coupling store.Row, job *synchJob) {
	set := tableOf(m.Table).remote
	t := co.dataverse().table(set)
	row, ok := t.Get(coupling.String("dataverseId"))
	if !ok {
		job.fail(co.recordName(m.Table, record.String(columnID)), "The row that is coupled to "+co.recordName(m.Table, record.String(columnID))+" does not exist in Dataverse.")
		return
	}
	changes := store.Row{}
	for _, f := range m.Fields {
		if !f.copied() {
			continue
		}
		if v := localValue(record, f.Column); v != nil && v != "" && v != row[f.RemoteColumn] {
			changes[f.RemoteColumn] = v
		}
	}
	co.markSynchronized(coupling)
	if len(changes) == 0 {
		job.count(countUnchanged)
		return
	}
	changes["modifiedon"] = co.world.Timestamp()
	t.Update(t.Key(row), changes)
	job.count(countModified)
}

// fetchRows synchronizes from Dataverse: rows without a coupling get a new record.
func (co company) fetchRows(m mapping, job *synchJob, create bool) {
	for _, row := range co.remoteRows(m) {
		key := co.dataverse().key(tableOf(m.Table).remote, row)
		if _, ok := co.couplingTo(m.Table, key); ok {
			job.count(countUnchanged)
			continue
		}
		if create {
			co.createRecord(m, row, key, job)
		}
	}
}

func (co company) markSynchronized(coupling store.Row) {
	co.table(setCouplings).Update(coupling.String(columnID), store.Row{
		"lastSynchResult": "Success", "lastSynchModifiedOn": co.world.Timestamp(),
	})
}

// disableOnMissingPrivilege follows DisableConnectionOnAfterLongSynchError: an error of CrmCreate
// about a prvCreate privilege turns table 5330 off.
func (co company) disableOnMissingPrivilege(text string) {
	setup, ok := co.setup(setSalesSetup)
	if !ok || !setup.Bool(columnEnabled) || !missingCreatePrivilege(text) {
		return
	}
	co.turnSalesOff(setup, store.Row{
		columnDisabledText: sprintf(textInsufficientPrivilege, setup.String("environmentUrl"), setup.String("userName")),
	})
	co.deleteNavConnection(setup.String(columnURL))
}
