// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

const columnSynchronizing = "isSynchronizationEnabled"

// mappingSet holds the rules of table 5335 "Integration Table Mapping".
func mappingSet() odatasvc.Set {
	return odatasvc.Set{
		Defaults: func(c *odatasvc.Context, row store.Row) {
			row.SetDefault("direction", both)
			row.SetDefault("synchronizeOnlyCoupledRecords", true)
			row.SetDefault("updateConflictResolution", "None")
			row.SetDefault("deletionConflictResolution", "None")
			row.SetDefault("createUnmatched", false)
			row.SetDefault("dependencyFilter", "")
			row.SetDefault(columnModified, c.World.Timestamp())
		},
		BeforeUpdate: updateMapping,
		Computed: func(c *odatasvc.Context, row store.Row) {
			co := companyOf(c)
			name := row.String("name")
			row["matchFieldCount"] = int64(len(co.matchFields(name)))
			co.refreshSynchronizing(row)
		},
	}
}

func updateMapping(c *odatasvc.Context, old, changes store.Row) error {
	co := companyOf(c)
	current := old.Clone()
	co.refreshSynchronizing(current)
	if changed(old, changes, "direction") {
		if err := co.checkDirection(old, changes.String("direction")); err != nil {
			return err
		}
	}
	if changed(current, changes, columnSynchronizing) {
		on, _ := changes[columnSynchronizing].(bool)
		if !co.switchJob(old.String("name"), on) && on {
			return ownError(ownMappingJob, old.String("name"))
		}
		changes[columnSeenJob] = on
	}
	changes[columnModified] = c.World.Timestamp()
	return nil
}

// columnSeenJob records whether the mapping's job was active when isSynchronizationEnabled was last written, so
// that a change to either is noticed.
const columnSeenJob = "emulatorSeenJobActive"

func (co company) refreshSynchronizing(row store.Row) {
	active := co.jobActive(row.String("name"))
	if seen, known := row[columnSeenJob].(bool); !known || seen != active {
		row[columnSynchronizing] = active
	}
}

// resetMappings recreates the default mappings of one of the two setups: a mapping with the same name is deleted
// first, with its field mappings and its job (IntegrationTableMapping.CreateRecord).
func (co company) resetMappings(sales bool) {
	now := co.mode()
	for _, m := range parseMappings() {
		if m.Sales != sales || m.When == whenLegacy || m.When == whenBidirectional {
			continue
		}
		co.removeMapping(m.Name)
		if now.has(m.When) {
			co.createMapping(m, now)
		}
	}
}

// resetSalesOrders follows ResetSalesOrderMappingConfiguration.
func (co company) resetSalesOrders(sales store.Row) {
	now := co.mode()
	now.legacy, now.bidirectional = sales.Bool(columnLegacy), sales.Bool(columnBidi)
	if !now.legacy && !now.bidirectional {
		return
	}
	co.resetOrderJobs(now.legacy, now.bidirectional)
	for _, name := range []string{"SALESORDER-ORDER", "SOLINE-ORDERDETAIL"} {
		co.removeMapping(name)
		if m, ok := now.named(name); ok {
			co.createMapping(m, now)
		}
	}
}

// createMapping creates a mapping with its field mappings and its job.
func (co company) createMapping(m mapping, now mode) {
	deletion := m.DeletionConflict
	if deletion == "" {
		deletion = "None"
	}
	co.insert(setMappings, store.Row{
		"name": m.Name, "tableId": m.Table, "integrationTableId": m.RemoteTable, "direction": m.Direction,
		"synchronizeOnlyCoupledRecords": m.OnlyCoupled, "updateConflictResolution": "None",
		"deletionConflictResolution": deletion, "createUnmatched": m.CreateUnmatched,
		"dependencyFilter": now.dependencyFilter(m), columnSynchronizing: m.Timeout > 0, columnSeenJob: m.Timeout > 0,
	})
	for _, f := range m.Fields {
		if now.has(f.When) {
			co.insert(setFieldMappings, store.Row{
				"mappingName": m.Name, "fieldNo": f.No, "fieldName": f.Name,
				"integrationFieldNo": f.RemoteNo, "integrationFieldName": f.RemoteName,
				"useForMatchBasedCoupling": f.Match, "matchPriority": int64(0),
				columnFieldDirection: f.Direction, columnFieldDisabled: f.Disabled,
			})
		}
	}
	if m.Timeout > 0 {
		co.createMappingJob(m)
	}
}

// Columns that the companion's page of field mappings does not show.
const (
	columnFieldDirection = "emulatorDirection"
	columnFieldDisabled  = "emulatorDisabled"
)

// checkDirection follows OnValidate of Direction: an option mapping goes one way, like its field mappings, and any
// other mapping needs an enabled field mapping with exactly that direction.
func (co company) checkDirection(row store.Row, direction string) error {
	m, _ := mappingNamed(row.String("name"))
	t := co.table(setFieldMappings)
	fields := t.By("mappingName", m.Name)
	if m.Option {
		if direction == both {
			return dialogError(textOptionBothWays)
		}
		for _, f := range fields {
			t.Update(f.String(columnID), store.Row{columnFieldDirection: direction})
		}
		return nil
	}
	if !slices.ContainsFunc(fields, func(f store.Row) bool {
		return !f.Bool(columnFieldDisabled) && f.String(columnFieldDirection) == direction
	}) &&
		slices.ContainsFunc(fields, func(f store.Row) bool { return !f.Bool(columnFieldDisabled) }) {
		return dialogError(textFieldDirection, direction)
	}
	return nil
}

// removeMapping deletes a mapping with its field mappings and its job.
func (co company) removeMapping(name string) {
	co.remove(setMappings, func(r store.Row) bool { return r.String("name") == name })
	co.remove(setFieldMappings, func(r store.Row) bool { return r.String("mappingName") == name })
	co.remove(setJobQueue, func(r store.Row) bool { return r.String("recordIdToProcess") == mappingRecord(name) })
}

// mappingRow finds a mapping of the company by its name.
func (co company) mappingRow(name string) (store.Row, bool) {
	return co.table(setMappings).First(func(r store.Row) bool { return r.String("name") == name })
}

// matchFields lists the field mappings for match-based coupling by priority.
func (co company) matchFields(name string) []store.Row {
	rows := co.table(setFieldMappings).Where(func(r store.Row) bool {
		return r.String("mappingName") == name && r.Bool("useForMatchBasedCoupling")
	})
	slices.SortStableFunc(rows, func(a, b store.Row) int { return int(a.Int("matchPriority") - b.Int("matchPriority")) })
	return rows
}

// dependencies splits a dependency filter.
func dependencies(filter string) []string {
	if filter == "" {
		return nil
	}
	return strings.Split(filter, "|")
}
