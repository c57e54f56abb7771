// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// columnMark is the mark that a caller gives a row; the companion keeps it in a separate table.
const columnMark = "mark"

// columnMarked is the partner for which a coupling was marked: if somebody couples the record with
// another partner, the coupling has no mark.
const columnMarked = "emulatorMarkedFor"

// loggedCoupling keeps the mark of a coupling for its partner, and logs changes to the coupling.
func loggedCoupling(set odatasvc.Set) odatasvc.Set {
	computed, beforeInsert, beforeUpdate := set.Computed, set.BeforeInsert, set.BeforeUpdate
	set.BeforeInsert = func(c *odatasvc.Context, row store.Row) error {
		row[columnMarked] = row.String("dataverseId")
		return beforeInsert(c, row)
	}
	set.BeforeUpdate = func(c *odatasvc.Context, old, changes store.Row) error {
		partner, named := changes["dataverseId"].(string)
		if !named {
			partner = old.String("dataverseId")
		}
		if _, marked := changes[columnMark]; marked || old.String(columnMarked) == old.String("dataverseId") {
			changes[columnMarked] = store.NormalizeKey(partner)
		}
		return beforeUpdate(c, old, changes)
	}
	set.Computed = func(c *odatasvc.Context, row store.Row) {
		computed(c, row)
		if row.String(columnMark) == "" || row.String(columnMarked) != row.String("dataverseId") {
			row[columnMark] = emptyGUID
		}
	}
	log := func(c *odatasvc.Context, operation string, row, old, now store.Row) error {
		co := companyOf(c)
		record, _ := co.record(row.Int("tableId"), row.String("recordId"))
		key := fmt.Sprintf("%d %s", row.Int("tableId"), record.String(tableOf(row.Int("tableId")).key))
		co.logDifferences(change{object: objectCoupling, key: key, operation: operation}, []string{"dataverseId"}, old, now)
		return nil
	}
	set.AfterInsert = func(c *odatasvc.Context, row store.Row) error { return log(c, "create", row, store.Row{}, row) }
	set.AfterUpdate = func(c *odatasvc.Context, old, row store.Row) error { return log(c, "update", row, old, row) }
	set.AfterDelete = func(c *odatasvc.Context, row store.Row) error { return log(c, "delete", row, row, store.Row{}) }
	return set
}

// loggedMapping logs the changes of a table mapping.
func loggedMapping(set odatasvc.Set) odatasvc.Set {
	return logged(set, objectMapping, func(r store.Row) string { return r.String("name") }, mappingSettings()...)
}

// loggedFieldMapping logs the changes of a field mapping.
func loggedFieldMapping(set odatasvc.Set) odatasvc.Set {
	return logged(set, objectFieldMapping, fieldMappingKey, fieldMappingSettings()...)
}

// fieldMappingKey is how the log names a field mapping.
func fieldMappingKey(r store.Row) string {
	return fmt.Sprintf("%s %d %d", r.String("mappingName"), r.Int("fieldNo"), r.Int("integrationFieldNo"))
}
