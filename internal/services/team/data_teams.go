// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package team

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

type teamsModel struct {
	framework.Bounded

	Name           types.String          `tfsdk:"name"`
	BusinessUnitID customtypes.GUIDValue `tfsdk:"business_unit_id"`
	Default        types.Bool            `tfsdk:"default"`
	Teams          []teamModel           `tfsdk:"teams"`
}

type teamModel struct {
	ID             customtypes.GUIDValue `tfsdk:"id"`
	Name           types.String          `tfsdk:"name"`
	BusinessUnitID customtypes.GUIDValue `tfsdk:"business_unit_id"`
	Default        types.Bool            `tfsdk:"default"`
}

// NewTeams returns the data source bcsales_teams.
func NewTeams() datasource.DataSource {
	return framework.NewDataSource(framework.DataSourceDefinition[teamsModel]{
		Name:        "teams",
		Noun:        "teams",
		Schema:      teamsSchema(),
		Needs:       framework.Dataverse,
		Permissions: framework.Permissions{Dataverse: "a role that may read teams."},
		Read:        readTeams,
	})
}

func teamsSchema() schema.Schema {
	guid := customtypes.GUIDType{}
	return schema.Schema{
		MarkdownDescription: "Lists the owner teams of the Dataverse environment, in the order of their names. Each argument that is set narrows the list; Dataverse does the filtering.\n\n" +
			"The owning team of a company that Business Central connected is in the company's business unit and is not that unit's default team.",
		Attributes: map[string]schema.Attribute{
			"name":             schema.StringAttribute{Optional: true, Validators: []validator.String{framework.TextLength(1, 160)}, MarkdownDescription: "Only teams with this name."},
			"business_unit_id": schema.StringAttribute{CustomType: guid, Optional: true, MarkdownDescription: "Only teams of the business unit with this id."},
			"default":          schema.BoolAttribute{Optional: true, MarkdownDescription: "Only default teams of business units (`true`), or all others (`false`)."},
			"teams": schema.ListNestedAttribute{
				Computed: true, MarkdownDescription: "The teams.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":               schema.StringAttribute{CustomType: guid, Computed: true, MarkdownDescription: "Id."},
					"name":             schema.StringAttribute{Computed: true, MarkdownDescription: "Name."},
					"business_unit_id": schema.StringAttribute{CustomType: guid, Computed: true, MarkdownDescription: "Id of the business unit."},
					"default":          schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether this is the default team of its business unit, which has all of the unit's users."},
				}},
			},
		},
	}
}

func readTeams(ctx context.Context, clients *framework.Clients, config teamsModel) (teamsModel, error) {
	teams, err := clients.Dataverse.Teams(ctx, dataverse.TeamQuery{
		Name: config.Name.ValueString(), BusinessUnitID: config.BusinessUnitID.Canonical(), Default: config.Default.ValueBoolPointer(),
	})
	if err != nil {
		return config, err
	}
	config.Teams = make([]teamModel, len(teams))
	for i, team := range teams {
		config.Teams[i] = teamModel{
			ID: customtypes.NewGUID(team.ID), Name: types.StringValue(team.Name),
			BusinessUnitID: customtypes.NewGUID(team.BusinessUnitID), Default: types.BoolValue(team.Default),
		}
	}
	return config, nil
}
