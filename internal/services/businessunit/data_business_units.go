// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package businessunit lists the business units of a Dataverse environment.
package businessunit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type unitsModel struct {
	framework.Bounded

	Name          types.String          `tfsdk:"name"`
	ParentID      customtypes.GUIDValue `tfsdk:"parent_business_unit_id"`
	Root          types.Bool            `tfsdk:"root"`
	Enabled       types.Bool            `tfsdk:"enabled"`
	BusinessUnits []unitModel           `tfsdk:"business_units"`
}

type unitModel struct {
	ID       customtypes.GUIDValue `tfsdk:"id"`
	Name     types.String          `tfsdk:"name"`
	ParentID customtypes.GUIDValue `tfsdk:"parent_business_unit_id"`
	Enabled  types.Bool            `tfsdk:"enabled"`
}

// NewBusinessUnits returns the data source bcsales_business_units.
func NewBusinessUnits() datasource.DataSource {
	return framework.NewDataSource(framework.DataSourceDefinition[unitsModel]{
		Name:        "business_units",
		Noun:        "business units",
		Schema:      unitsSchema(),
		Needs:       framework.Dataverse,
		Permissions: framework.Permissions{Dataverse: "a role that may read business units."},
		Read:        readUnits,
	})
}

func unitsSchema() schema.Schema {
	guid := customtypes.GUIDType{}
	return schema.Schema{
		MarkdownDescription: "Lists the business units of the Dataverse environment, in the order of their names. Each argument that is set narrows the list; Dataverse does the filtering.",
		Attributes: map[string]schema.Attribute{
			"name":                    schema.StringAttribute{Optional: true, Validators: []validator.String{framework.TextLength(1, 160)}, MarkdownDescription: "Only the business unit with this name."},
			"parent_business_unit_id": schema.StringAttribute{CustomType: guid, Optional: true, MarkdownDescription: "Only business units directly below the one with this id."},
			"root":                    schema.BoolAttribute{Optional: true, MarkdownDescription: "Only the root business unit (`true`), or all others (`false`)."},
			"enabled":                 schema.BoolAttribute{Optional: true, MarkdownDescription: "Only enabled (`true`) or disabled (`false`) business units."},
			"business_units": schema.ListNestedAttribute{
				Computed: true, MarkdownDescription: "The business units.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":                      schema.StringAttribute{CustomType: guid, Computed: true, MarkdownDescription: "Id."},
					"name":                    schema.StringAttribute{Computed: true, MarkdownDescription: "Name."},
					"parent_business_unit_id": schema.StringAttribute{CustomType: guid, Computed: true, MarkdownDescription: "Id of the parent business unit; null for the root business unit."},
					"enabled":                 schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether the business unit is enabled."},
				}},
			},
		},
	}
}

func readUnits(ctx context.Context, clients *framework.Clients, config unitsModel) (unitsModel, error) {
	query := dataverse.BusinessUnitQuery{Name: config.Name.ValueString(), ParentID: config.ParentID.Canonical(), Root: config.Root.ValueBoolPointer()}
	if !config.Enabled.IsNull() {
		disabled := !config.Enabled.ValueBool()
		query.Disabled = &disabled
	}
	units, err := clients.Dataverse.BusinessUnits(ctx, query)
	if err != nil {
		return config, err
	}
	config.BusinessUnits = make([]unitModel, len(units))
	for i, unit := range units {
		config.BusinessUnits[i] = unitModel{
			ID: customtypes.NewGUID(unit.ID), Name: types.StringValue(unit.Name),
			ParentID: customtypes.GUIDOrNull(unit.ParentID), Enabled: types.BoolValue(!unit.Disabled),
		}
	}
	return config, nil
}
