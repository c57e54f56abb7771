// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"slices"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// What the emulator remembers of couplings and mappings. A version grows with every change of a row, which is finer
// than the seconds that the rows show: a change in the same second as a synchronization counts, as it does with the
// services' milliseconds.
const (
	columnLocalVersion  = "emulatorLocalVersion"
	columnRemoteVersion = "emulatorRemoteVersion"
	columnSeenLocal     = "emulatorSeenLocalVersion"
	columnSeenRemote    = "emulatorSeenRemoteVersion"
	columnLastError     = "emulatorLastError" // followed by the direction
)

// Columns of a coupling. The result of a job to Dataverse has its own column.
const (
	columnResult         = "lastSynchResult"
	columnRemoteResult   = "lastSynchCrmResult"
	columnModifiedLocal  = "lastSynchModifiedOn"
	columnModifiedRemote = "lastSynchCrmModifiedOn"
	resultSuccess        = "Success"
	resultFailure        = "Failure"
)

// Resolutions of conflicts.
const (
	sendUpdate     = "Send Update to Integration"
	getUpdate      = "Get Update from Integration"
	restoreRecords = "Restore Records"
	removeCoupling = "Remove Coupling"
)

// synchRun synchronizes the records of one mapping in one direction (BCApps CRMIntegrationTableSynch.Codeunit.al
// and IntegrationRecSynchInvoke.Codeunit.al).
type synchRun struct {
	co        company
	m         mapping
	job       *synchJob
	direction string
	full      bool // the job of a full synchronization: its source overwrites the destination
	row       store.Row
	local     *store.Table
	remote    *store.Table
	fields    []field
}

func (co company) newRun(m mapping, row store.Row, direction string, full bool, job *synchJob) *synchRun {
	rt, now := tableOf(m.Table), co.mode()
	r := &synchRun{co: co, m: m, job: job, direction: direction, full: full, row: row, local: co.table(rt.set), remote: co.dataverse().table(rt.remote)}
	for _, f := range m.Fields {
		if now.has(f.When) && !f.Disabled && (f.Direction == both || f.Direction == direction) {
			r.fields = append(r.fields, f)
		}
	}
	return r
}

// create reports whether records without a coupling are synchronized.
func (r *synchRun) create() bool { return r.full || !r.row.Bool("synchronizeOnlyCoupledRecords") }

// bidirectional reports whether a change on the other side is a conflict.
func (r *synchRun) bidirectional() bool { return !r.full && r.row.String("direction") == both }

// result is the column that holds the result of the run's direction.
func (r *synchRun) result() string {
	if r.direction == toInt {
		return columnRemoteResult
	}
	return columnResult
}

func (r *synchRun) failedBefore(coupling store.Row) bool {
	return coupling.String(r.result()) == resultFailure && !coupling.Bool(columnSkipped)
}

// send synchronizes to Dataverse what changed in Business Central since the last run, and what failed in it.
func (r *synchRun) send() {
	seen, latest := r.row.Int(columnSeenLocal), int64(0)
	for _, record := range r.co.localRecords(r.m) {
		id := record.String(columnID)
		version := r.local.Version(id)
		latest = max(latest, version)
		coupling, coupled := r.co.couplingOf(r.m.Table, id)
		switch {
		case !r.full && version <= seen && !r.failedBefore(coupling), !coupled && !r.create(), r.ignored(record):
		case !coupled:
			r.insertRow(record)
		default:
			r.sendCoupled(record, coupling)
		}
	}
	r.remember(columnSeenLocal, max(seen, latest))
}

// fetch synchronizes from Dataverse what others than Business Central changed there since the last run, and what failed in
// it. Dataverse counts in seconds, so the row that was changed last is read again.
func (r *synchRun) fetch() {
	seen, latest := r.row.Int(columnSeenRemote), int64(0)
	for _, row := range r.co.remoteRows(r.m) {
		key := r.remote.Key(row)
		version := r.remote.Version(key)
		coupling, coupled := r.co.couplingTo(r.m.Table, key)
		if r.passesOwnChanges() && r.isOwn(key) && !r.failedBefore(coupling) {
			continue
		}
		latest = max(latest, version)
		switch {
		case !r.full && version < seen && !r.failedBefore(coupling), !coupled && !r.create():
		case !coupled:
			r.insertRecord(row, key, nil)
		default:
			r.fetchCoupled(row, key, coupling)
		}
	}
	r.remember(columnSeenRemote, max(seen, latest))
}

// passesOwnChanges reports whether rows that the integration user changed last are left out (IsModifiedByFilterNeeded).
func (r *synchRun) passesOwnChanges() bool {
	return r.bidirectional() && !slices.ContainsFunc(r.fields, func(f field) bool { return f.Direction == toBC && f.RemoteNo > 0 })
}

func (r *synchRun) remember(column string, version int64) {
	t := r.co.table(setMappings)
	if row, ok := r.co.mappingRow(r.m.Name); ok {
		t.Update(row.String(columnID), store.Row{column: version})
	}
}

// sendCoupled writes a coupled record to Dataverse.
func (r *synchRun) sendCoupled(record, coupling store.Row) {
	if coupling.Bool(columnSkipped) {
		r.job.count(countSkipped)
		return
	}
	source := r.co.recordName(r.m.Table, record.String(columnID))
	row, ok := r.remote.Get(coupling.String("dataverseId"))
	if !ok {
		if r.resolveDeletion(source, coupling) {
			r.restoreRow(record, source, coupling)
		}
		return
	}
	id, key := record.String(columnID), r.remote.Key(row)
	if !r.full && !r.failedBefore(coupling) && r.local.Version(id) == coupling.Int(columnLocalVersion) {
		r.job.count(countUnchanged)
		return
	}
	changes, both, err := r.toRemote(record, row)
	if err != nil {
		r.fail(source, coupling, copyError(err))
		return
	}
	bothModified := r.bidirectional() && (r.remote.Version(key) != coupling.Int(columnRemoteVersion) || coupling.String(columnResult) == resultFailure)
	if both != nil && bothModified {
		rt := tableOf(r.m.Table)
		if !r.resolveUpdate(source, coupling, sprintf(textConflict, both.caption(), rt.caption, both.remoteCaption(), r.m.remoteCaption())) {
			return
		}
	}
	if len(changes) > 0 {
		r.ofCompany(changes)
		r.write(key, changes)
	}
	r.done(coupling, id, key, len(changes) > 0)
	if bothModified && len(changes) > 0 { // for the other direction, the other side is changed still
		r.co.table(setCouplings).Update(coupling.String(columnID), store.Row{columnRemoteVersion: r.remote.Version(key) - 1})
	}
}

// fetchCoupled writes a coupled row to Business Central.
func (r *synchRun) fetchCoupled(row store.Row, key string, coupling store.Row) {
	if coupling.Bool(columnSkipped) {
		r.job.count(countSkipped)
		return
	}
	source := r.m.remoteCaption() + ": " + braces(key)
	record, ok := r.co.record(r.m.Table, coupling.String("recordId"))
	if !ok {
		if r.resolveDeletion(source, coupling) {
			r.insertRecord(row, key, coupling)
		}
		return
	}
	id := record.String(columnID)
	if !r.full && !r.failedBefore(coupling) && r.remote.Version(key) == coupling.Int(columnRemoteVersion) {
		r.job.count(countUnchanged)
		return
	}
	changes, both := r.fromRemote(row, record)
	bothModified := r.bidirectional() && (r.local.Version(id) != coupling.Int(columnLocalVersion) || coupling.String(columnRemoteResult) == resultFailure)
	if both != nil && bothModified {
		rt := tableOf(r.m.Table)
		if !r.resolveUpdate(source, coupling, sprintf(textConflict, both.remoteCaption(), r.m.remoteCaption(), both.caption(), rt.caption)) {
			return
		}
	}
	if len(changes) > 0 {
		r.co.update(tableOf(r.m.Table).set, id, changes)
	}
	r.done(coupling, id, key, len(changes) > 0)
	if bothModified && len(changes) > 0 {
		r.co.table(setCouplings).Update(coupling.String(columnID), store.Row{columnLocalVersion: r.local.Version(id) - 1})
	}
}

// done counts a successful record and records the success in its coupling.
func (r *synchRun) done(coupling store.Row, id, key string, modified bool) {
	action := countUnchanged
	if modified || r.full { // a forced record is written, changed or not
		action = countModified
	}
	r.job.count(action)
	r.succeed(coupling.String(columnID), id, key)
}

// succeed writes the result and the states of both sides into a coupling.
func (r *synchRun) succeed(coupling, id, key string) {
	now := r.co.world.Timestamp()
	r.co.table(setCouplings).Update(coupling, store.Row{
		r.result(): resultSuccess, columnModifiedLocal: now, columnModifiedRemote: now,
		columnLocalVersion: r.local.Version(id), columnRemoteVersion: r.remote.Version(key),
	})
}
