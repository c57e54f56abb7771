// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// columnSkipped marks a record that synchronization skips after failures, until somebody chooses Retry on the page
// Coupled Data Synchronization Errors.
const columnSkipped = "skipped"

// couplingSet holds the rules of table 5331 "CRM Integration Record" (BCApps
// CRMIntegrationRecord.Table.al). None of them calls Dataverse.
func couplingSet() odatasvc.Set {
	return odatasvc.Set{
		Defaults: func(_ *odatasvc.Context, row store.Row) {
			row.SetDefault("lastSynchResult", " ")
			row.SetDefault("lastSynchCrmResult", " ")
			row.SetDefault(columnSkipped, false)
		},
		BeforeInsert: insertCoupling,
		BeforeUpdate: updateCoupling,
		RefuseUpdate: func(name string) error { return ownError(ownCouplingIdentity, name) },
		Computed: func(c *odatasvc.Context, row store.Row) {
			// The page shows the couplings of all tables, and the keys of the coupled records.
			table := tableOf(row.Int("tableId"))
			if record, ok := companyOf(c).record(row.Int("tableId"), row.String("recordId")); ok && table.public {
				row["recordKey"] = record.String(table.key)
			}
		},
	}
}

func insertCoupling(c *odatasvc.Context, row store.Row) error {
	co := companyOf(c)
	table := row.Int("tableId")
	if !tableOf(table).public {
		return ownError(ownTable, table)
	}
	record := store.NormalizeKey(row.String("recordId"))
	row["recordId"], row["dataverseId"] = record, store.NormalizeKey(row.String("dataverseId"))
	if empty(record) {
		return ownError(ownRecordEmpty)
	}
	if _, ok := co.record(table, record); !ok {
		return ownError(ownRecordMissing, braces(record), table)
	}
	if empty(row.String("dataverseId")) {
		return ownError(ownRowEmpty)
	}
	if coupling, coupled := co.couplingOf(table, record); coupled {
		return ownError(ownRecordCoupled, co.recordName(table, record), braces(coupling.String("dataverseId")))
	}
	return co.assertCanBeCoupled(table, record, row.String("dataverseId"))
}

// updateCoupling couples a record with another row: it deletes and inserts, so that the coupling gets another id.
func updateCoupling(c *odatasvc.Context, old, changes store.Row) error {
	co := companyOf(c)
	id := store.NormalizeKey(changes.String("dataverseId"))
	if _, named := changes["dataverseId"]; !named || old.Equal("dataverseId", id) {
		return nil
	}
	if table := old.Int("tableId"); !tableOf(table).public {
		return ownError(ownTable, table)
	}
	if empty(id) {
		return ownError(ownRowEmpty)
	}
	if err := co.assertCanBeCoupled(old.Int("tableId"), old.String("recordId"), id); err != nil {
		return err
	}
	changes["dataverseId"], changes[columnID] = id, co.world.NewID()
	co.table(setCouplings).Delete(old.String(columnID))
	return nil
}

func empty(id string) bool { return id == "" || id == emptyGUID }

// assertCanBeCoupled follows AssertRecordIDCanBeCoupled: if the Dataverse row is coupled with a record that no
// longer exists, that coupling is removed silently; if the record exists, it is an error.
func (co company) assertCanBeCoupled(table int64, record, dataverseID string) error {
	t := co.table(setCouplings)
	for _, row := range t.By("dataverseId", dataverseID) {
		other := row.String("recordId")
		if row.Int("tableId") != table || other == record {
			continue
		}
		if _, alive := co.record(table, other); !alive {
			t.Delete(row.String(columnID))
			continue
		}
		return ownError(ownRowCoupled, co.recordName(table, record), co.recordName(table, other))
	}
	return nil
}

// record returns a record of a coupled table by its SystemId.
func (co company) record(table int64, id string) (store.Row, bool) {
	rt := tableOf(table)
	if rt.set == "" {
		return nil, false
	}
	return co.table(rt.set).Get(id)
}

// recordName formats a record as AL's Format(RecordId) does.
func (co company) recordName(table int64, id string) string {
	rt := tableOf(table)
	row, _ := co.record(table, id)
	return rt.caption + ": " + row.String(rt.key)
}

func (co company) couplingOf(table int64, record string) (store.Row, bool) {
	return ofTable(table, co.table(setCouplings).By("recordId", record))
}

func (co company) couplingTo(table int64, dataverseID string) (store.Row, bool) {
	return ofTable(table, co.table(setCouplings).By("dataverseId", dataverseID))
}

// ofTable selects the coupling of one table: the same id may be coupled in two tables.
func ofTable(table int64, rows []store.Row) (store.Row, bool) {
	for _, row := range rows {
		if row.Int("tableId") == table {
			return row, true
		}
	}
	return nil, false
}

// couple adds a coupling that has never been synchronized, and returns its id.
func (co company) couple(table int64, record, dataverseID string) string {
	id := co.world.NewID()
	co.table(setCouplings).Put(store.Row{
		columnID: id, "tableId": table, "recordId": record, "dataverseId": dataverseID,
		columnResult: " ", columnRemoteResult: " ", columnSkipped: false,
	})
	return id
}

// uncoupleRecord deletes the coupling of a deleted salesperson (BCApps CDSIntTableSubscriber.Codeunit.al); the
// couplings of other deleted records stay.
func uncoupleRecord(table int64) func(c *odatasvc.Context, row store.Row) error {
	if table != tableSalesperson {
		return nil
	}
	return func(c *odatasvc.Context, row store.Row) error {
		co := companyOf(c)
		if coupling, ok := co.couplingOf(table, row.String(columnID)); ok {
			co.table(setCouplings).Delete(coupling.String(columnID))
		}
		return nil
	}
}
