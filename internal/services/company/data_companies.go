// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package company lists the companies of a Business Central environment.
package company

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type companiesModel struct {
	framework.Bounded

	Name        types.String   `tfsdk:"name"`
	DisplayName types.String   `tfsdk:"display_name"`
	Companies   []companyModel `tfsdk:"companies"`
}

type companyModel struct {
	ID                customtypes.GUIDValue `tfsdk:"id"`
	Name              types.String          `tfsdk:"name"`
	DisplayName       types.String          `tfsdk:"display_name"`
	BusinessProfileID types.String          `tfsdk:"business_profile_id"`
}

// NewCompanies returns the data source bcsales_companies.
func NewCompanies() datasource.DataSource {
	return framework.NewDataSource(framework.DataSourceDefinition[companiesModel]{
		Name:        "companies",
		Noun:        "companies",
		Schema:      companiesSchema(),
		Needs:       framework.BusinessCentral,
		Permissions: framework.Permissions{Entra: framework.EntraBusinessCentral, BusinessCentral: framework.BusinessCentralReadsRecords},
		Read:        readCompanies,
	})
}

func companiesSchema() schema.Schema {
	filter := func(most int, description string) schema.StringAttribute {
		return schema.StringAttribute{Optional: true, Validators: []validator.String{framework.TextLength(1, most)}, MarkdownDescription: description}
	}
	return schema.Schema{
		MarkdownDescription: "Lists the companies of the Business Central environment. Each argument that is set narrows the list; Business Central does the filtering.",
		Attributes: map[string]schema.Attribute{
			"name":         filter(30, "Only the company with this name, to the letter."),
			"display_name": filter(250, "Only companies with this display name, to the letter."),
			"companies": schema.ListNestedAttribute{
				Computed: true, MarkdownDescription: "The companies.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":                  schema.StringAttribute{CustomType: customtypes.GUIDType{}, Computed: true, MarkdownDescription: "Id: the `company_id` of other resources."},
					"name":                schema.StringAttribute{Computed: true, MarkdownDescription: "Name, at most 30 characters."},
					"display_name":        schema.StringAttribute{Computed: true, MarkdownDescription: "Display name, which may differ from the name."},
					"business_profile_id": schema.StringAttribute{Computed: true, MarkdownDescription: "Id of the business profile that the company is linked to; null if there is none."},
				}},
			},
		},
	}
}

func readCompanies(ctx context.Context, clients *framework.Clients, config companiesModel) (companiesModel, error) {
	rows, err := clients.BusinessCentral.Companies(ctx, businesscentral.CompanyQuery{Name: config.Name.ValueString(), DisplayName: config.DisplayName.ValueString()})
	if err != nil {
		return config, err
	}
	config.Companies = make([]companyModel, len(rows))
	for i, row := range rows {
		config.Companies[i] = companyModel{
			ID: customtypes.NewGUID(row.ID), Name: types.StringValue(row.Name), DisplayName: types.StringValue(row.DisplayName),
			BusinessProfileID: orNull(row.BusinessProfileID),
		}
	}
	return config, nil
}

func orNull(text string) types.String {
	if text == "" {
		return types.StringNull()
	}
	return types.StringValue(text)
}
