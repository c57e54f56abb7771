// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package tablemapping

import (
	"context"
	"slices"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// Change writes values over those of the mapping before, which it finds by name. What somebody else has written in between
// is not overwritten.
func Change(ctx context.Context, client *businesscentral.Client, company string, before businesscentral.TableMapping, wanted businesscentral.TableMappingValues) error {
	return odata.WriteLatest(ctx, func(ctx context.Context) (businesscentral.TableMapping, bool, error) {
		now, found, err := client.TableMapping(ctx, company, before.Name)
		if err == nil && !found {
			err = noMapping(company, before.Name)
		}
		if err != nil {
			return now, false, err
		}
		c := &framework.Contested{}
		framework.Value(c, "direction", before.Direction, now.Direction, wanted.Direction)
		framework.Value(c, "synchronize_only_coupled_records", before.SynchronizeOnlyCoupledRecords, now.SynchronizeOnlyCoupledRecords, wanted.SynchronizeOnlyCoupledRecords)
		framework.Value(c, "update_conflict_resolution", before.UpdateConflictResolution, now.UpdateConflictResolution, wanted.UpdateConflictResolution)
		framework.Value(c, "deletion_conflict_resolution", before.DeletionConflictResolution, now.DeletionConflictResolution, wanted.DeletionConflictResolution)
		framework.Value(c, "synchronization_enabled", before.IsSynchronizationEnabled, now.IsSynchronizationEnabled, wanted.IsSynchronizationEnabled)
		framework.Value(c, "create_unmatched", before.CreateUnmatched, now.CreateUnmatched, wanted.CreateUnmatched)
		left, err := c.Left("table mapping " + before.Name)
		return now, left, err
	}, func(ctx context.Context, now businesscentral.TableMapping) error {
		_, err := client.UpdateTableMapping(ctx, company, now, wanted)
		return err
	})
}

// ChangeField writes values over those of the field mapping before. What somebody else has written in between is not
// overwritten.
func ChangeField(ctx context.Context, client *businesscentral.Client, company string, before businesscentral.FieldMapping, wanted businesscentral.FieldMappingValues) error {
	return odata.WriteLatest(ctx, func(ctx context.Context) (businesscentral.FieldMapping, bool, error) {
		what := "mapping of the field " + before.FieldName + " in the table mapping " + before.MappingName
		rows, err := client.FieldMappings(ctx, company, before.MappingName)
		if err != nil {
			return before, false, err
		}
		i := slices.IndexFunc(rows, func(row businesscentral.FieldMapping) bool { return row.ID == before.ID })
		if i < 0 {
			return before, false, framework.Errorf("A field mapping is gone", "Run terraform apply again.", "Company %s no longer has the %s.", company, what)
		}
		c := &framework.Contested{}
		framework.Value(c, "match field", before.UseForMatchBasedCoupling, rows[i].UseForMatchBasedCoupling, wanted.UseForMatchBasedCoupling)
		framework.Value(c, "match priority", before.MatchPriority, rows[i].MatchPriority, wanted.MatchPriority)
		left, err := c.Left(what)
		return rows[i], left, err
	}, func(ctx context.Context, now businesscentral.FieldMapping) error {
		_, err := client.UpdateFieldMapping(ctx, company, now, wanted)
		return err
	})
}
