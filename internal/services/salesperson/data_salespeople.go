// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package salesperson lists the salespeople of a company.
package salesperson

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

type salespeopleModel struct {
	framework.Bounded

	CompanyID   customtypes.GUIDValue   `tfsdk:"company_id"`
	Code        types.String            `tfsdk:"code"`
	Email       customtypes.FoldedValue `tfsdk:"email"`
	Blocked     types.Bool              `tfsdk:"blocked"`
	Salespeople []salespersonModel      `tfsdk:"salespeople"`
}

type salespersonModel struct {
	ID          customtypes.GUIDValue   `tfsdk:"id"`
	Code        types.String            `tfsdk:"code"`
	DisplayName types.String            `tfsdk:"display_name"`
	Email       customtypes.FoldedValue `tfsdk:"email"`
	PhoneNumber types.String            `tfsdk:"phone_number"`
	JobTitle    types.String            `tfsdk:"job_title"`
	Blocked     types.Bool              `tfsdk:"blocked"`
}

// NewSalespeople returns the data source bcsales_salespeople.
func NewSalespeople() datasource.DataSource {
	return framework.NewDataSource(framework.DataSourceDefinition[salespeopleModel]{
		Name:        "salespeople",
		Noun:        "salespeople",
		Schema:      salespeopleSchema(),
		Needs:       framework.BusinessCentral,
		Permissions: framework.Permissions{Entra: framework.EntraBusinessCentral, BusinessCentral: framework.BusinessCentralReadsRecords},
		Read:        readSalespeople,
	})
}

func salespeopleSchema() schema.Schema {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	return schema.Schema{
		MarkdownDescription: "Lists the salespeople and purchasers of a company, in the order of their codes. Each argument that is set narrows the list; Business Central does the filtering.",
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{CustomType: customtypes.GUIDType{}, Required: true, MarkdownDescription: "Id of the company in Business Central."},
			"code": schema.StringAttribute{
				Optional: true, Validators: []validator.String{framework.TextLength(1, 20)},
				MarkdownDescription: "Only the salesperson with this code; not case-sensitive.",
			},
			"email": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Optional: true, Validators: []validator.String{framework.TextLength(1, 80)},
				MarkdownDescription: "Only salespeople with this e-mail address; not case-sensitive.",
			},
			"blocked": schema.BoolAttribute{Optional: true, MarkdownDescription: "Only salespeople who are blocked (`true`), or who are not (`false`)."},
			"salespeople": schema.ListNestedAttribute{
				Computed: true, MarkdownDescription: "The salespeople.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":           schema.StringAttribute{CustomType: customtypes.GUIDType{}, Computed: true, MarkdownDescription: "Id: the `salesperson_id` of a coupling."},
					"code":         text("Code."),
					"display_name": text("Name."),
					"email":        schema.StringAttribute{CustomType: customtypes.FoldedType{}, Computed: true, MarkdownDescription: "E-mail address; null if there is none."},
					"phone_number": text("Telephone number; null for none."),
					"job_title":    text("Job title; null for none."),
					"blocked":      schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether the salesperson is blocked and cannot be used in new documents."},
				}},
			},
		},
	}
}

func readSalespeople(ctx context.Context, clients *framework.Clients, config salespeopleModel) (salespeopleModel, error) {
	rows, err := clients.BusinessCentral.Salespeople(ctx, config.CompanyID.Canonical(), businesscentral.SalespersonQuery{
		Code: config.Code.ValueString(), Email: config.Email.ValueString(), Blocked: config.Blocked.ValueBoolPointer(),
	})
	if err != nil {
		return config, err
	}
	config.Salespeople = make([]salespersonModel, len(rows))
	for i, row := range rows {
		config.Salespeople[i] = salespersonModel{
			ID: customtypes.NewGUID(row.ID), Code: types.StringValue(row.Code), DisplayName: types.StringValue(row.DisplayName),
			Email: customtypes.FoldedOrNull(row.Email), PhoneNumber: orNull(row.PhoneNo), JobTitle: orNull(row.JobTitle), Blocked: types.BoolValue(row.Blocked),
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
