// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package tablemapping

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type mappingModel struct {
	framework.Base
	CompanyID                     customtypes.GUIDValue   `tfsdk:"company_id"`
	Name                          customtypes.FoldedValue `tfsdk:"name"`
	Direction                     types.String            `tfsdk:"direction"`
	SynchronizeOnlyCoupledRecords types.Bool              `tfsdk:"synchronize_only_coupled_records"`
	UpdateConflictResolution      types.String            `tfsdk:"update_conflict_resolution"`
	DeletionConflictResolution    types.String            `tfsdk:"deletion_conflict_resolution"`
	SynchronizationEnabled        types.Bool              `tfsdk:"synchronization_enabled"`
}

// NewMapping returns the resource bcsales_table_mapping.
func NewMapping() resource.Resource {
	return framework.NewResource[mappingModel](framework.Definition[mappingModel]{
		Name:   "table_mapping",
		Noun:   "table mapping",
		Schema: mappingSchema(),
		Needs:  framework.BusinessCentral,
		Permissions: framework.Permissions{
			Entra:           framework.EntraBusinessCentral,
			BusinessCentral: framework.BusinessCentralAdministers,
		},
		IDParts: []framework.IDPart{
			{Name: "company_id", Description: "Id of the company in Business Central.", GUID: true},
			{Name: "name", Description: "Name of the mapping."},
		},
		Company: func(m mappingModel) string { return m.CompanyID.Canonical() },
		Create: func(ctx context.Context, op *framework.Operation[mappingModel], plan mappingModel) error {
			return writeMapping(ctx, op, plan, nil)
		},
		Read: readMapping,
		Update: func(ctx context.Context, op *framework.Operation[mappingModel], plan, state mappingModel) error {
			return writeMapping(ctx, op, plan, state.row())
		},
		Plan: planMapping,
		// The mapping belongs to Business Central; only its settings were managed.
		Delete: func(context.Context, *framework.Operation[mappingModel], mappingModel) error { return nil },
	})
}

// planMapping warns of strategies that the other settings make meaningless. A strategy for deletions means something in every
// direction: what is read is compared with what is written to (BCApps, codeunit Integration Rec. Synch. Invoke).
func planMapping(_ context.Context, p *framework.PlanOperation[mappingModel]) error {
	direction, strategy := p.Plan.Direction.ValueString(), p.Configuration.UpdateConflictResolution.ValueString()
	if direction != "" && direction != directions()[0].name && strategy != "" && strategy != updateResolutions()[0].name {
		p.Warn(framework.Errorf("update_conflict_resolution has no effect", "Set direction = \"bidirectional\", or leave update_conflict_resolution out.",
			"With direction = %q only one side is read, so that Business Central never finds that both sides were changed: the side that is read always wins.", direction).At("update_conflict_resolution"))
	}
	// Business Central asks the same before it stores the strategy (BCApps, table 5335, CheckDeletionConflictResolutionStrategy).
	uncoupled := p.Plan.SynchronizeOnlyCoupledRecords
	if p.Configuration.DeletionConflictResolution.ValueString() == "remove_coupling" && !uncoupled.IsNull() && !uncoupled.IsUnknown() && !uncoupled.ValueBool() {
		p.Warn(framework.Errorf("remove_coupling may not last", "Set synchronize_only_coupled_records = true, or choose another strategy.",
			"With synchronize_only_coupled_records = false, a later synchronization may create the deleted record again and couple it.").At("deletion_conflict_resolution"))
	}
	return nil
}

// values are the settings that are known; the others stay as they are.
func (m mappingModel) values() businesscentral.TableMappingValues {
	flag := func(v types.Bool) *bool {
		if v.IsUnknown() {
			return nil
		}
		return v.ValueBoolPointer()
	}
	return businesscentral.TableMappingValues{
		Direction:                     directions().value(m.Direction.ValueString()),
		SynchronizeOnlyCoupledRecords: flag(m.SynchronizeOnlyCoupledRecords),
		UpdateConflictResolution:      updateResolutions().value(m.UpdateConflictResolution.ValueString()),
		DeletionConflictResolution:    deletionResolutions().value(m.DeletionConflictResolution.ValueString()),
		IsSynchronizationEnabled:      flag(m.SynchronizationEnabled),
	}
}

func readMapping(ctx context.Context, op *framework.Operation[mappingModel], state mappingModel) (mappingModel, bool, error) {
	mapping, found, err := op.BusinessCentral.TableMapping(ctx, state.CompanyID.Canonical(), strings.ToUpper(state.Name.ValueString()))
	if err != nil || !found {
		return state, false, err
	}
	state.ID = types.StringValue(state.CompanyID.Canonical() + "/" + mapping.Name)
	state.Name = customtypes.NewFolded(mapping.Name)
	state.Direction = types.StringValue(directions().name(mapping.Direction))
	state.SynchronizeOnlyCoupledRecords = types.BoolValue(mapping.SynchronizeOnlyCoupledRecords)
	state.UpdateConflictResolution = types.StringValue(updateResolutions().name(mapping.UpdateConflictResolution))
	state.DeletionConflictResolution = types.StringValue(deletionResolutions().name(mapping.DeletionConflictResolution))
	state.SynchronizationEnabled = types.BoolValue(mapping.IsSynchronizationEnabled)
	return state, true, nil
}
