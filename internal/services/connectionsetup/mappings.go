// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"
	"fmt"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/services/tablemapping"
)

// orderMapping is the mapping whose direction follows from the setup's order settings and is nobody's customization.
const orderMapping = "SALESORDER-ORDER"

// customizations are the table mappings and field mappings as they were before a connection was enabled, which resets
// them to their defaults.
type customizations struct {
	tables map[string]bc.TableMapping
	fields map[fieldKey]bc.FieldMapping
	// stopped names the mappings whose jobs did not run while those of others did: they were stopped on purpose.
	stopped map[string]bool
}

type fieldKey struct {
	mapping            string
	field, integration int64
}

func keyOf(f bc.FieldMapping) fieldKey {
	return fieldKey{f.MappingName, f.FieldNo, f.IntegrationFieldNo}
}

// remember reads the mappings before a connection is enabled; running reports that their jobs run.
func (s *mappingSettings) remember(ctx context.Context, running bool) (customizations, error) {
	c := customizations{tables: map[string]bc.TableMapping{}, fields: map[fieldKey]bc.FieldMapping{}, stopped: map[string]bool{}}
	tables, err := s.bc.TableMappings(ctx, s.company)
	if len(tables) == 0 {
		return c, err
	}
	fields, err := s.bc.FieldMappings(ctx, s.company, "")
	if err != nil {
		return c, err
	}
	for _, t := range tables {
		c.tables[t.Name] = t
		if s.stopped[t.Name] || running && !t.IsSynchronizationEnabled {
			c.stopped[t.Name] = true
		}
	}
	for _, f := range fields {
		c.fields[keyOf(f)] = f
	}
	return c, nil
}

// restore writes what differed from the defaults again. A failure names the mappings.
func (s *mappingSettings) restore(ctx context.Context, before customizations) error {
	if len(before.tables) == 0 {
		return nil
	}
	tables, err := s.bc.TableMappings(ctx, s.company)
	if err != nil {
		return notRestored("all", err)
	}
	var errs []error
	for _, now := range tables {
		values, differ := before.table(now)
		if !differ {
			continue
		}
		if err := tablemapping.Change(ctx, s.bc, s.company, now, values); err != nil {
			errs = append(errs, notRestored(now.Name, err))
		}
	}
	fields, err := s.bc.FieldMappings(ctx, s.company, "")
	if err != nil {
		return errors.Join(append(errs, notRestored("the fields of all", err))...)
	}
	for _, now := range fields {
		values, differ := before.field(now)
		if !differ {
			continue
		}
		if err := tablemapping.ChangeField(ctx, s.bc, s.company, now, values); err != nil {
			errs = append(errs, notRestored(fmt.Sprintf("%s, field %s", now.MappingName, now.FieldName), err))
		}
	}
	return errors.Join(errs...)
}

func notRestored(mapping string, err error) error {
	return &framework.Problem{
		Summary: "A table mapping was reset and not restored",
		Detail:  "Enabling a connection resets the table mappings to their defaults, and this mapping did not get its former settings back: " + mapping + ".",
		Remedy:  "Set it on the page Integration Table Mappings in Business Central, or with bcsales_table_mapping.",
		Err:     err,
	}
}

// table returns the former values of a mapping as far as they differ.
func (c customizations) table(now bc.TableMapping) (values bc.TableMappingValues, differ bool) {
	was, known := c.tables[now.Name]
	if !known {
		return values, false
	}
	if was.Direction != now.Direction && now.Name != orderMapping {
		values.Direction, differ = new(was.Direction), true
	}
	if was.SynchronizeOnlyCoupledRecords != now.SynchronizeOnlyCoupledRecords {
		values.SynchronizeOnlyCoupledRecords, differ = new(was.SynchronizeOnlyCoupledRecords), true
	}
	if was.UpdateConflictResolution != now.UpdateConflictResolution {
		values.UpdateConflictResolution, differ = new(was.UpdateConflictResolution), true
	}
	if was.DeletionConflictResolution != now.DeletionConflictResolution {
		values.DeletionConflictResolution, differ = new(was.DeletionConflictResolution), true
	}
	if was.CreateUnmatched != now.CreateUnmatched {
		values.CreateUnmatched, differ = new(was.CreateUnmatched), true
	}
	if c.stopped[now.Name] && now.IsSynchronizationEnabled {
		values.IsSynchronizationEnabled, differ = new(false), true
	}
	return values, differ
}

// field returns the former values of a field mapping as far as they differ.
func (c customizations) field(now bc.FieldMapping) (values bc.FieldMappingValues, differ bool) {
	was, known := c.fields[keyOf(now)]
	if !known {
		return values, false
	}
	if was.UseForMatchBasedCoupling != now.UseForMatchBasedCoupling {
		values.UseForMatchBasedCoupling, differ = new(was.UseForMatchBasedCoupling), true
	}
	if was.MatchPriority != now.MatchPriority {
		values.MatchPriority, differ = new(was.MatchPriority), true
	}
	return values, differ
}

func joined(names []string) string { return strings.Join(names, ", ") }
