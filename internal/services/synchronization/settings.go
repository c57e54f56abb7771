// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/tablemapping"
)

// applySettings writes match_fields and create_unmatched. before holds the names that create_unmatched had, so that
// those which are no longer named are turned off; other mappings keep Business Central's own default.
func (c company) applySettings(ctx context.Context, plan initialModel, before types.Set) error {
	if !plan.MatchFields.IsNull() {
		wanted, err := matchFieldsOf(ctx, plan.MatchFields)
		if err != nil {
			return err
		}
		if err := c.setMatchFields(ctx, wanted); err != nil {
			return err
		}
	}
	if plan.CreateUnmatched.IsNull() {
		return nil
	}
	names, err := mappingNames(ctx, plan.CreateUnmatched)
	if err != nil {
		return err
	}
	old, err := mappingNames(ctx, before)
	if err != nil {
		return err
	}
	return c.setCreateUnmatched(ctx, names, old)
}

func (c company) setMatchFields(ctx context.Context, wanted map[string][]string) error {
	rows, err := c.bc.FieldMappings(ctx, c.id, "")
	if err != nil {
		return err
	}
	byMapping := groupByMapping(rows)
	for mapping, fields := range wanted {
		if err := checkFields(mapping, fields, byMapping[mapping]); err != nil {
			return err
		}
	}
	for mapping, fields := range wanted {
		for _, row := range byMapping[mapping] {
			if err := c.setMatchField(ctx, row, indexFold(fields, row.FieldName)); err != nil {
				return err
			}
		}
	}
	return nil
}

// setMatchField makes the field the match field with the position, or none for a negative one.
func (c company) setMatchField(ctx context.Context, row businesscentral.FieldMapping, position int) error {
	use := position >= 0
	priority := int64(max(position, 0))
	if row.UseForMatchBasedCoupling == use && (!use || row.MatchPriority == priority) {
		return nil
	}
	values := businesscentral.FieldMappingValues{UseForMatchBasedCoupling: &use}
	if use {
		values.MatchPriority = &priority
	}
	return tablemapping.ChangeField(ctx, c.bc, c.id, row, values)
}

// checkFields refuses fields that the mapping does not have.
func checkFields(mapping string, fields []string, rows []businesscentral.FieldMapping) error {
	if len(rows) == 0 {
		return framework.Errorf("There is no such table mapping", "Check the name; mappings exist once the connection setups are enabled.",
			"match_fields names the table mapping %s, which the company does not have.", mapping).At("match_fields")
	}
	for _, field := range fields {
		if !slices.ContainsFunc(rows, func(r businesscentral.FieldMapping) bool { return strings.EqualFold(r.FieldName, field) }) {
			var names []string
			for _, row := range rows {
				if row.FieldName != "" && !slices.Contains(names, row.FieldName) { // a constant has no field
					names = append(names, row.FieldName)
				}
			}
			return framework.Errorf("There is no such field", "Name one of the fields that the mapping has: "+strings.Join(names, ", ")+".",
				"match_fields names the field %q, which the table mapping %s does not have.", field, mapping).At("match_fields")
		}
	}
	return nil
}

func (c company) setCreateUnmatched(ctx context.Context, names, before []string) error {
	rows, err := c.bc.TableMappings(ctx, c.id)
	if err != nil {
		return err
	}
	for _, name := range names {
		if !slices.ContainsFunc(rows, func(r businesscentral.TableMapping) bool { return r.Name == name }) {
			return framework.Errorf("There is no such table mapping", "Check the name; mappings exist once the connection setups are enabled.",
				"create_unmatched names the table mapping %s, which the company does not have.", name).At("create_unmatched")
		}
	}
	for _, row := range rows {
		create := slices.Contains(names, row.Name)
		if row.CreateUnmatched == create || !create && !slices.Contains(before, row.Name) {
			continue
		}
		if err := tablemapping.Change(ctx, c.bc, c.id, row, businesscentral.TableMappingValues{CreateUnmatched: &create}); err != nil {
			return fmt.Errorf("table mapping %s: %w", row.Name, err)
		}
	}
	return nil
}

// readSettings reads back match_fields and create_unmatched where they are managed.
func (c company) readSettings(ctx context.Context, m *initialModel) error {
	if !m.MatchFields.IsNull() {
		if err := c.readMatchFields(ctx, m); err != nil {
			return err
		}
	}
	if m.CreateUnmatched.IsNull() {
		return nil
	}
	rows, err := c.bc.TableMappings(ctx, c.id)
	if err != nil {
		return err
	}
	var managed []string
	if err := framework.DiagnosticsError(m.CreateUnmatched.ElementsAs(ctx, &managed, false)); err != nil {
		return err
	}
	names := []string{}
	for _, name := range managed {
		if slices.ContainsFunc(rows, func(r businesscentral.TableMapping) bool { return r.CreateUnmatched && r.Name == texts.Code(name) }) {
			names = append(names, name)
		}
	}
	value, diags := types.SetValueFrom(ctx, customtypes.FoldedType{}, names)
	m.CreateUnmatched = value
	return framework.DiagnosticsError(diags)
}

func (c company) readMatchFields(ctx context.Context, m *initialModel) error {
	managed := map[string][]string{}
	if err := framework.DiagnosticsError(m.MatchFields.ElementsAs(ctx, &managed, false)); err != nil {
		return err
	}
	rows, err := c.bc.FieldMappings(ctx, c.id, "")
	if err != nil {
		return err
	}
	byMapping := groupByMapping(rows)
	current := map[string][]string{}
	for mapping, written := range managed {
		current[mapping] = matchFieldNames(byMapping[texts.Code(mapping)], written)
	}
	value, diags := types.MapValueFrom(ctx, types.ListType{ElemType: customtypes.FoldedType{}}, current)
	m.MatchFields = value
	return framework.DiagnosticsError(diags)
}

// matchFieldNames returns the match fields in order of priority, spelled as they were written.
func matchFieldNames(rows []businesscentral.FieldMapping, written []string) []string {
	used := slices.DeleteFunc(slices.Clone(rows), func(r businesscentral.FieldMapping) bool { return !r.UseForMatchBasedCoupling })
	slices.SortStableFunc(used, func(a, b businesscentral.FieldMapping) int {
		return cmp.Or(cmp.Compare(a.MatchPriority, b.MatchPriority), cmp.Compare(a.FieldNo, b.FieldNo))
	})
	names := make([]string, 0, len(used))
	for _, row := range used {
		name := row.FieldName
		if i := indexFold(written, name); i >= 0 {
			name = written[i]
		}
		names = append(names, name)
	}
	return names
}

// adoptSettings fills match_fields and create_unmatched after an import with what differs from Business Central's
// defaults, so that a configuration which sets them finds them there.
func (c company) adoptSettings(ctx context.Context, m *initialModel) error {
	mappings, err := c.bc.TableMappings(ctx, c.id)
	if err != nil {
		return err
	}
	fields := map[string][]string{}
	var unmatched []string
	for _, mapping := range mappings {
		if mapping.MatchFieldCount > 0 && !slices.Contains(settledByDefault(), mapping.Name) {
			fields[mapping.Name] = nil
		}
		if mapping.CreateUnmatched && !slices.Contains(settledByDefault(), mapping.Name) {
			unmatched = append(unmatched, mapping.Name)
		}
	}
	if len(fields) > 0 {
		value, diags := types.MapValueFrom(ctx, types.ListType{ElemType: customtypes.FoldedType{}}, fields)
		if err := framework.DiagnosticsError(diags); err != nil {
			return err
		}
		m.MatchFields = value
	}
	value, diags := types.SetValueFrom(ctx, customtypes.FoldedType{}, unmatched) // none is null
	m.CreateUnmatched = value
	return framework.DiagnosticsError(diags)
}

// settledByDefault are the mappings that have match fields, and make new records for those without a match, from the
// beginning (BCApps, codeunits CDS Setup Defaults and CRM Setup Defaults).
func settledByDefault() []string {
	return []string{"CURRENCY", "PAYMENT TERMS", "SHIPMENT METHOD", "SHIPPING AGENT", "UNIT GROUP", "ITEM UOM", "RESOURCE UOM"}
}

func groupByMapping(rows []businesscentral.FieldMapping) map[string][]businesscentral.FieldMapping {
	grouped := map[string][]businesscentral.FieldMapping{}
	for _, row := range rows {
		grouped[row.MappingName] = append(grouped[row.MappingName], row)
	}
	return grouped
}

func indexFold(names []string, name string) int {
	return slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}
