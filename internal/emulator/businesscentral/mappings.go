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

// columnSeenJob remembers whether the mapping's job was active when isSynchronizationEnabled was
// last written, so that a change of either shows.
const columnSeenJob = "emulatorSeenJobActive"

func (co company) refreshSynchronizing(row store.Row) {
	active := co.jobActive(row.String("name"))
	if seen, known := row[columnSeenJob].(bool); !known || seen != active {
		row[columnSynchronizing] = active
	}
}

// resetMappings makes the default mappings of a layer anew: a mapping of the same name is
// deleted first, with its field mappings and its job (IntegrationTableMapping.CreateRecord).
func (co company) resetMappings(l layer) {
	sales, _ := co.setup(setSalesSetup)
	person := co.person()
	for _, m := range mappings() {
		if m.layer != l || m.when == ordersOn || m.when == bidirectionalOn {
			continue
		}
		co.removeMapping(m.name)
		if m.when == personOnly && !person ||
			m.when == unitGroupsOn && !sales.Bool(columnUnitGroups) ||
			m.when == unitGroupsOff && sales.Bool(columnUnitGroups) {
			continue
		}
		co.createMapping(m, person, !sales.Bool(columnUnitGroups))
	}
}

// resetSalesOrderMapping follows ResetSalesOrderMappingConfiguration.
func (co company) resetSalesOrderMapping(sales store.Row) {
	person := co.person()
	orders, _ := mappingNamed("SALESORDER-ORDER")
	lines, _ := mappingNamed("SOLINE-ORDERDETAIL")
	switch {
	case sales.Bool(columnLegacy):
		co.removeMapping(orders.name)
		co.removeMapping(lines.name)
		co.createMapping(orders, person, false)
	case sales.Bool(columnBidi):
		co.removeMapping(orders.name)
		co.removeMapping(lines.name)
		orders.direction, orders.depends = both, "CUSTOMER|"+orders.depends
		co.createMapping(orders, person, false)
		co.createMapping(lines, person, false)
	}
}

func (co company) createMapping(m mapping, person, unitsOfMeasure bool) {
	depends := m.depends
	if m.salespeople && person {
		depends = "SALESPEOPLE|" + depends
	}
	if unitsOfMeasure && (depends == "ITEM UOM" || depends == "RESOURCE UOM") {
		depends = "UNIT OF MEASURE"
	}
	co.insert(setMappings, store.Row{
		"name": m.name, "tableId": m.table, "integrationTableId": m.remote, "direction": m.direction,
		"synchronizeOnlyCoupledRecords": !m.uncoupledToo, "updateConflictResolution": "None",
		"deletionConflictResolution": "None", "createUnmatched": m.createUnmatched,
		"dependencyFilter": depends, columnSynchronizing: !m.noJob, columnSeenJob: !m.noJob,
	})
	for _, f := range m.fields {
		if f.person && !person {
			continue
		}
		priority := int64(0)
		if f.match {
			priority = 1
		}
		co.insert(setFieldMappings, store.Row{
			"mappingName": m.name, "fieldNo": f.number, "fieldName": f.name,
			"integrationFieldNo": f.remoteNumber, "integrationFieldName": f.remoteName,
			"useForMatchBasedCoupling": f.match, "matchPriority": priority,
		})
	}
	if !m.noJob {
		co.createMappingJob(m)
	}
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

// matchFields lists the field mappings for match-based coupling in order of priority.
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
