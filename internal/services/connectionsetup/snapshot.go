// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/tablemapping"
)

// snapshot keeps the mappings at the companion before connections that are on are turned off. Unlike private state it
// survives the end of the process, and the next apply finds it on any machine. While the Dataverse connection is off no
// job runs, and a snapshot would take all jobs for stopped on purpose.
func (s *mappingSettings) snapshot(ctx context.Context, p pair) error {
	if !p.dataverseOn() {
		return nil
	}
	if err := s.bc.KeepMappingSnapshot(ctx, s.company, p.dataverse.ID); err != nil {
		return refused("keep the settings of the table mappings before the connections are turned off", err)
	}
	s.kept = p.dataverse.ID
	return nil
}

// forget deletes the snapshot at the companion that this operation knows of.
func (s *mappingSettings) forget(ctx context.Context) error {
	if s.kept == "" {
		return nil
	}
	if err := s.bc.ClearMappingSnapshot(ctx, s.company, s.kept); err != nil {
		return refused("delete the snapshot of the table mappings", err)
	}
	s.kept = ""
	return nil
}

// writeBack ends what an interrupted update left: it gives mappings the settings that the companion keeps, over the
// defaults of a reset only, and then deletes the snapshot. What somebody has changed since stays, with a warning.
func (s *mappingSettings) writeBack(ctx context.Context, p pair, warn func(*framework.Problem)) error {
	if !p.hasDataverse || !p.dataverse.IsMappingSnapshotKept {
		return nil
	}
	s.kept = p.dataverse.ID
	rows, err := s.bc.MappingSnapshot(ctx, s.company)
	if err != nil {
		return err
	}
	now, err := s.remember(ctx, false)
	if err != nil {
		return err
	}
	back := newKeptSettings(rows, now)
	if err := s.write(ctx, back, now); err != nil {
		return err
	}
	if !p.dataverseOn() {
		s.stopped = back.stopped
	}
	if len(back.changed) > 0 {
		warn(&framework.Problem{
			Summary: "Settings of table mappings were changed after an interrupted update",
			Detail: "An interrupted update of company " + s.company + " reset its table mappings. Their former settings were written back now, except these, which somebody has changed since and which stay as they are: " +
				joined(slices.Sorted(maps.Keys(back.changed))) + ".",
			Remedy: "If they should be as before the update, set them on the page Integration Table Mappings in Business Central, or with bcsales_table_mapping.",
		})
	}
	return s.forget(ctx)
}

// write changes the mappings that need it.
func (s *mappingSettings) write(ctx context.Context, back keptSettings, now customizations) error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(back.tables)) {
		if err := tablemapping.Change(ctx, s.bc, s.company, now.tables[name], *back.tables[name]); err != nil {
			errs = append(errs, notRestored(name, err))
		}
	}
	for key, values := range back.fields {
		field := now.fields[key]
		if err := tablemapping.ChangeField(ctx, s.bc, s.company, field, *values); err != nil {
			errs = append(errs, notRestored(fmt.Sprintf("%s, field %s", field.MappingName, field.FieldName), err))
		}
	}
	return errors.Join(errs...)
}

// keptSettings is what a snapshot asks for.
type keptSettings struct {
	tables map[string]*bc.TableMappingValues
	fields map[fieldKey]*bc.FieldMappingValues
	// changed names settings that have neither their former value nor the default.
	changed map[string]bool
	// stopped names mappings whose jobs were stopped, and do not run now.
	stopped map[string]bool
}

// newKeptSettings compares a snapshot with the mappings as they are now. A setting whose default is not known was not
// reset, and a mapping that is gone has no settings.
func newKeptSettings(rows []bc.KeptSetting, now customizations) keptSettings {
	back := keptSettings{
		tables: map[string]*bc.TableMappingValues{}, fields: map[fieldKey]*bc.FieldMappingValues{},
		changed: map[string]bool{}, stopped: map[string]bool{},
	}
	for _, row := range rows {
		switch {
		case !row.IsDefaultKnown:
		case row.IsOfField():
			key := fieldKey{row.MappingName, row.FieldNo, row.IntegrationFieldNo}
			if field, there := now.fields[key]; there {
				back.field(row, key, field)
			}
		default:
			if mapping, there := now.tables[row.MappingName]; there {
				back.table(row, mapping)
			}
		}
	}
	return back
}

func (k keptSettings) table(row bc.KeptSetting, now bc.TableMapping) {
	if row.Setting == "isSynchronizationEnabled" {
		switch {
		case row.Value != "false": // jobs run once the connections are on
		case now.IsSynchronizationEnabled:
			k.valuesOf(now.Name).IsSynchronizationEnabled = new(false)
		default:
			k.stopped[now.Name] = true
		}
		return
	}
	if now.Name == orderMapping && row.Setting == "direction" {
		return
	}
	if !k.wanted(row, tableSetting(now, row.Setting)) {
		return
	}
	values := k.valuesOf(now.Name)
	switch row.Setting {
	case "direction":
		values.Direction = new(bc.Option(row.Value))
	case "synchronizeOnlyCoupledRecords":
		values.SynchronizeOnlyCoupledRecords = new(row.Value == "true")
	case "updateConflictResolution":
		values.UpdateConflictResolution = new(bc.Option(row.Value))
	case "deletionConflictResolution":
		values.DeletionConflictResolution = new(bc.Option(row.Value))
	case "createUnmatched":
		values.CreateUnmatched = new(row.Value == "true")
	}
}

func (k keptSettings) field(row bc.KeptSetting, key fieldKey, now bc.FieldMapping) {
	is := strconv.FormatBool(now.UseForMatchBasedCoupling)
	if row.Setting == "matchPriority" {
		is = strconv.FormatInt(now.MatchPriority, 10)
	}
	if !k.wanted(row, is) {
		return
	}
	if k.fields[key] == nil {
		k.fields[key] = &bc.FieldMappingValues{}
	}
	if row.Setting == "matchPriority" {
		priority, _ := strconv.ParseInt(row.Value, 10, 64) // the companion writes numbers
		k.fields[key].MatchPriority = &priority
		return
	}
	k.fields[key].UseForMatchBasedCoupling = new(row.Value == "true")
}

// wanted reports whether the setting is to be written: it has the default of the reset, and had another value before.
func (k keptSettings) wanted(row bc.KeptSetting, is string) bool {
	switch is {
	case row.Value:
		return false
	case row.DefaultValue:
		return true
	}
	k.changed[row.MappingName+" ("+row.Setting+")"] = true
	return false
}

func (k keptSettings) valuesOf(mapping string) *bc.TableMappingValues {
	if k.tables[mapping] == nil {
		k.tables[mapping] = &bc.TableMappingValues{}
	}
	return k.tables[mapping]
}

// tableSetting is the value of a setting, written as in a snapshot.
func tableSetting(m bc.TableMapping, setting string) string {
	switch setting {
	case "direction":
		return string(m.Direction)
	case "synchronizeOnlyCoupledRecords":
		return strconv.FormatBool(m.SynchronizeOnlyCoupledRecords)
	case "updateConflictResolution":
		return string(m.UpdateConflictResolution)
	case "deletionConflictResolution":
		return string(m.DeletionConflictResolution)
	default:
		return strconv.FormatBool(m.CreateUnmatched)
	}
}
