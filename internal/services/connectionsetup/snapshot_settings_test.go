// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

// TestKeptSettings gives a mapping the settings of a snapshot over the defaults of a reset, and over nothing else.
func TestKeptSettings(t *testing.T) {
	t.Parallel()
	now := customizations{
		tables: map[string]bc.TableMapping{
			"CUSTOMER":   {Name: "CUSTOMER", Direction: "Bidirectional", UpdateConflictResolution: "None", DeletionConflictResolution: "None", IsSynchronizationEnabled: true},
			"VENDOR":     {Name: "VENDOR"},
			orderMapping: {Name: orderMapping, Direction: "Bidirectional"},
		},
		fields: map[fieldKey]bc.FieldMapping{{"CUSTOMER", 1, 2}: {MappingName: "CUSTOMER", FieldNo: 1, IntegrationFieldNo: 2}},
	}
	row := func(mapping, setting, value, standard string) bc.KeptSetting {
		return bc.KeptSetting{MappingName: mapping, Setting: setting, Value: value, DefaultValue: standard, IsDefaultKnown: true}
	}
	ofField := func(field int64, setting, value, standard string) bc.KeptSetting {
		kept := row("CUSTOMER", setting, value, standard)
		kept.FieldNo, kept.IntegrationFieldNo = field, 2
		return kept
	}
	unknown := row("CUSTOMER", "direction", "ToIntegrationTable", "Bidirectional")
	unknown.IsDefaultKnown = false
	for name, c := range map[string]struct {
		row     bc.KeptSetting
		table   *bc.TableMappingValues
		field   *bc.FieldMappingValues
		changed string
		stopped string
	}{
		"direction":                   {row: row("CUSTOMER", "direction", "ToIntegrationTable", "Bidirectional"), table: &bc.TableMappingValues{Direction: new(bc.Option("ToIntegrationTable"))}},
		"a direction that is back":    {row: row("CUSTOMER", "direction", "Bidirectional", "ToIntegrationTable")},
		"a direction of now":          {row: row("CUSTOMER", "direction", "ToIntegrationTable", "FromIntegrationTable"), changed: "CUSTOMER (direction)"},
		"the direction of orders":     {row: row(orderMapping, "direction", "ToIntegrationTable", "Bidirectional")},
		"another setting of orders":   {row: row(orderMapping, "createUnmatched", "true", "false"), table: &bc.TableMappingValues{CreateUnmatched: new(true)}},
		"only coupled":                {row: row("CUSTOMER", "synchronizeOnlyCoupledRecords", "true", "false"), table: &bc.TableMappingValues{SynchronizeOnlyCoupledRecords: new(true)}},
		"update conflict":             {row: row("CUSTOMER", "updateConflictResolution", "x", "None"), table: &bc.TableMappingValues{UpdateConflictResolution: new(bc.Option("x"))}},
		"deletion conflict":           {row: row("CUSTOMER", "deletionConflictResolution", "x", "None"), table: &bc.TableMappingValues{DeletionConflictResolution: new(bc.Option("x"))}},
		"create unmatched":            {row: row("CUSTOMER", "createUnmatched", "true", "false"), table: &bc.TableMappingValues{CreateUnmatched: new(true)}},
		"a job that was stopped":      {row: row("CUSTOMER", "isSynchronizationEnabled", "false", "true"), table: &bc.TableMappingValues{IsSynchronizationEnabled: new(false)}},
		"a job that is stopped":       {row: row("VENDOR", "isSynchronizationEnabled", "false", "true"), stopped: "VENDOR"},
		"a job that ran":              {row: row("VENDOR", "isSynchronizationEnabled", "true", "false")},
		"a mapping that is gone":      {row: row("ITEM", "createUnmatched", "true", "false")},
		"a default that is not known": {row: unknown},
		"a field that matched":        {row: ofField(1, "useForMatchBasedCoupling", "true", "false"), field: &bc.FieldMappingValues{UseForMatchBasedCoupling: new(true)}},
		"its priority":                {row: ofField(1, "matchPriority", "7", "0"), field: &bc.FieldMappingValues{MatchPriority: new(int64(7))}},
		"a priority of now":           {row: ofField(1, "matchPriority", "7", "1"), changed: "CUSTOMER (matchPriority)"},
		"a field that is gone":        {row: ofField(3, "matchPriority", "7", "0")},
	} {
		back := newKeptSettings([]bc.KeptSetting{c.row}, now)
		if diff := cmp.Diff(c.table, back.tables[c.row.MappingName]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(c.field, back.fields[fieldKey{"CUSTOMER", 1, 2}]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		for what, is := range map[string][2]string{"changed": {c.changed, only(back.changed)}, "stopped": {c.stopped, only(back.stopped)}} {
			if is[0] != is[1] {
				t.Errorf("%s: %s is %q, want %q", name, what, is[1], is[0])
			}
		}
	}
	both := newKeptSettings([]bc.KeptSetting{row("CUSTOMER", "createUnmatched", "true", "false"), row("CUSTOMER", "isSynchronizationEnabled", "false", "true")}, now)
	if diff := cmp.Diff(&bc.TableMappingValues{CreateUnmatched: new(true), IsSynchronizationEnabled: new(false)}, both.tables["CUSTOMER"]); diff != "" {
		t.Error(diff)
	}
}

func only(names map[string]bool) string {
	return joined(slices.Sorted(maps.Keys(names)))
}
