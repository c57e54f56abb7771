// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// mappingSettings and fieldMappingSettings are the settings that a snapshot keeps
// of a table mapping and of a field mapping.
func mappingSettings() []string {
	return []string{"direction", "synchronizeOnlyCoupledRecords", "updateConflictResolution", "deletionConflictResolution", "createUnmatched", columnSynchronizing}
}

func fieldMappingSettings() []string { return []string{"useForMatchBasedCoupling", "matchPriority"} }

// columnKeptOf is the mapping that a setting belonged to; a reset creates another one.
const columnKeptOf = "emulatorMappingId"

// keepSnapshot keeps the settings of all mappings, unless there already is a snapshot
// (codeunit "BCS Mapping Snapshot Mgt.", Keep).
func keepSnapshot(c *odatasvc.Context, _ store.Row, _ map[string]any) (any, error) {
	co := companyOf(c)
	if co.table(setSnapshots).Len() > 0 {
		return nil, nil
	}
	for _, row := range co.settings() {
		row[columnID], row["keptDateTime"] = co.world.NewID(), co.world.Timestamp()
		co.table(setSnapshots).Put(row)
	}
	co.log(change{object: objectSnapshot, operation: "create"})
	return nil, nil
}

// settings returns the settings of all mappings as a snapshot keeps them, without ids (CopySettings).
func (co company) settings() []store.Row {
	var rows []store.Row
	for _, row := range co.table(setMappings).All() {
		mapping := row.Clone()
		co.refreshSynchronizing(mapping)
		keep := func(row store.Row, settings []string) {
			for _, setting := range settings {
				rows = append(rows, store.Row{
					"mappingName": mapping.String("name"), "fieldNo": row.Int("fieldNo"), "integrationFieldNo": row.Int("integrationFieldNo"),
					"setting": setting, "value": logText(row[setting]), "defaultValue": "", "isDefaultKnown": false, columnKeptOf: mapping.String(columnID),
				})
			}
		}
		keep(mapping, mappingSettings())
		for _, field := range co.fieldMappings(mapping.String("name")) {
			keep(field, fieldMappingSettings())
		}
	}
	return rows
}

// logReset logs the settings that a reset of mappings has changed, except the state of their jobs (LogReset).
func (co company) logReset(before []store.Row, operation string) {
	for _, row := range before {
		setting := row.String("setting")
		now, ok := co.currentSetting(row)
		if !ok || setting == columnSynchronizing || now == row.String("value") {
			continue
		}
		ch := change{object: objectMapping, key: row.String("mappingName"), operation: operation, property: setting, before: row.String("value"), after: now}
		if row.Int("fieldNo") != 0 || row.Int("integrationFieldNo") != 0 {
			ch.object, ch.key = objectFieldMapping, fieldMappingKey(row)
		}
		co.log(ch)
	}
}

// clearSnapshot deletes the snapshot.
func clearSnapshot(c *odatasvc.Context, _ store.Row, _ map[string]any) (any, error) {
	co := companyOf(c)
	if co.table(setSnapshots).Len() > 0 {
		co.remove(setSnapshots, func(store.Row) bool { return true })
		co.log(change{object: objectSnapshot, operation: "delete"})
	}
	return nil, nil
}

// recordDefaults records in a snapshot what its settings were after a reset, and drops those that the reset did not
// change (codeunit "BCS Mapping Snapshot Mgt.", RecordDefaults).
func (co company) recordDefaults() {
	t := co.table(setSnapshots)
	for _, kept := range t.Where(func(r store.Row) bool { return !r.Bool("isDefaultKnown") }) {
		now, ok := co.currentSetting(kept)
		switch {
		case !ok:
		case now == kept.String("value"):
			t.Delete(t.Key(kept))
		default:
			t.Update(t.Key(kept), store.Row{"defaultValue": now, "isDefaultKnown": true})
		}
	}
}

// currentSetting returns the value of a setting after a reset of its mapping.
func (co company) currentSetting(kept store.Row) (string, bool) {
	mapping, ok := co.mappingRow(kept.String("mappingName"))
	if !ok || mapping.Equal(columnID, kept.String(columnKeptOf)) {
		return "", false
	}
	if kept.Int("fieldNo") == 0 && kept.Int("integrationFieldNo") == 0 {
		mapping = mapping.Clone()
		co.refreshSynchronizing(mapping)
		return logText(mapping[kept.String("setting")]), true
	}
	for _, field := range co.fieldMappings(mapping.String("name")) {
		if field.Int("fieldNo") == kept.Int("fieldNo") && field.Int("integrationFieldNo") == kept.Int("integrationFieldNo") {
			return logText(field[kept.String("setting")]), true
		}
	}
	return "", false
}

// fieldMappings lists the field mappings of a table mapping.
func (co company) fieldMappings(name string) []store.Row {
	return co.table(setFieldMappings).Where(func(r store.Row) bool { return strings.EqualFold(r.String("mappingName"), name) })
}

// snapshotted derives isMappingSnapshotKept of the Dataverse connection setup (page "BCS Dataverse Setups API").
func snapshotted(set odatasvc.Set) odatasvc.Set {
	computed := set.Computed
	set.Computed = func(c *odatasvc.Context, row store.Row) {
		if computed != nil {
			computed(c, row)
		}
		row["isMappingSnapshotKept"] = companyOf(c).table(setSnapshots).Len() > 0
	}
	return set
}
