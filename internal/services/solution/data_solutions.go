// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type solutionsModel struct {
	framework.Bounded

	UniqueName types.String    `tfsdk:"unique_name"`
	IsManaged  types.Bool      `tfsdk:"is_managed"`
	IsVisible  types.Bool      `tfsdk:"is_visible"`
	Solutions  []solutionEntry `tfsdk:"solutions"`
}

type solutionEntry struct {
	SolutionID   customtypes.GUIDValue `tfsdk:"solution_id"`
	UniqueName   types.String          `tfsdk:"unique_name"`
	FriendlyName types.String          `tfsdk:"friendly_name"`
	Version      types.String          `tfsdk:"version"`
	Publisher    types.String          `tfsdk:"publisher"`
	IsManaged    types.Bool            `tfsdk:"is_managed"`
	InstalledOn  types.String          `tfsdk:"installed_on"`
}

// NewSolutions returns the data source bcsales_solutions.
func NewSolutions() datasource.DataSource {
	return framework.NewDataSource(framework.DataSourceDefinition[solutionsModel]{
		Name:        "solutions",
		Noun:        "solutions",
		Schema:      solutionsSchema(),
		Needs:       framework.Dataverse,
		Permissions: framework.Permissions{Dataverse: "a role that may read solutions and publishers."},
		Read:        readSolutions,
	})
}

func solutionsSchema() schema.Schema {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	return schema.Schema{
		MarkdownDescription: "Lists the solutions of the Dataverse environment, in the order of their unique names. Each argument that is set narrows the list; Dataverse does the filtering.",
		Attributes: map[string]schema.Attribute{
			"unique_name": schema.StringAttribute{
				Optional: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
				MarkdownDescription: "Only the solution with this unique name, such as `bcbi_CdsBaseIntegration`.",
			},
			"is_managed": schema.BoolAttribute{Optional: true, MarkdownDescription: "Only managed (`true`) or unmanaged (`false`) solutions."},
			"is_visible": schema.BoolAttribute{Optional: true, MarkdownDescription: "Only solutions that the maker portal shows (`true`), or only the platform's internal ones (`false`)."},
			"solutions": schema.ListNestedAttribute{
				Computed: true, MarkdownDescription: "The solutions.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"solution_id":   schema.StringAttribute{CustomType: customtypes.GUIDType{}, Computed: true, MarkdownDescription: "Id of the solution in this environment."},
					"unique_name":   text("Unique name."),
					"friendly_name": text("Name that people see."),
					"version":       text("Version that is installed."),
					"publisher":     text("Name of the publisher."),
					"is_managed":    schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether the solution is managed."},
					"installed_on":  text("When the solution was installed (RFC 3339)."),
				}},
			},
		},
	}
}

func readSolutions(ctx context.Context, clients *framework.Clients, config solutionsModel) (solutionsModel, error) {
	rows, err := clients.Dataverse.Solutions(ctx, dataverse.SolutionQuery{
		UniqueName: config.UniqueName.ValueString(), Managed: config.IsManaged.ValueBoolPointer(), Visible: config.IsVisible.ValueBoolPointer(),
	})
	if err != nil {
		return config, err
	}
	config.Solutions = make([]solutionEntry, len(rows))
	for i, row := range rows {
		config.Solutions[i] = solutionEntry{
			SolutionID: customtypes.NewGUID(row.ID), UniqueName: types.StringValue(row.UniqueName), FriendlyName: types.StringValue(row.FriendlyName),
			Version: types.StringValue(row.Version), Publisher: types.StringValue(row.Publisher.FriendlyName),
			IsManaged: types.BoolValue(row.Managed), InstalledOn: types.StringValue(row.InstalledOn),
		}
	}
	return config, nil
}
