// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/report"
)

type readinessModel struct {
	framework.Bounded

	CompanyID customtypes.GUIDValue `tfsdk:"company_id"`
	Ready     types.Bool            `tfsdk:"ready"`
	Checks    []checkModel          `tfsdk:"checks"`
}

type checkModel struct {
	ID     types.String `tfsdk:"id"`
	Title  types.String `tfsdk:"title"`
	Scope  types.String `tfsdk:"scope"`
	Status types.String `tfsdk:"status"`
	Detail types.String `tfsdk:"detail"`
	Remedy types.String `tfsdk:"remedy"`
}

// NewReadiness returns the data source bcsales_integration_readiness.
func NewReadiness() datasource.DataSource {
	return framework.NewDataSource(framework.DataSourceDefinition[readinessModel]{
		Name:   "integration_readiness",
		Noun:   "integration readiness",
		Schema: readinessSchema(),
		MayUse: framework.BusinessCentral | framework.Dataverse,
		Permissions: framework.Permissions{
			Entra:           framework.EntraBusinessCentral,
			Dataverse:       "a role that may read users, roles, teams, business units, solutions, currencies, accounts, contacts, products, opportunities, sales orders, invoices and the tables of the integration solutions.",
			BusinessCentral: framework.BusinessCentralReadsAll + " The test of the connections needs `BCS Administer`.",
		},
		Read: readReadiness,
	})
}

func readinessSchema() schema.Schema {
	text := func(description string) schema.Attribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	return schema.Schema{
		MarkdownDescription: "Reports whether the integration of a company with Dynamics 365 Sales is set up as Business Central requires, and what to do where it is not. It changes nothing and never fails because of what it finds: " +
			"use `ready` in a `check` block or in a postcondition, and the function `readiness_report` for a page of many companies.\n\n" +
			"The checks:\n\n" + checkTable(),
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{CustomType: customtypes.GUIDType{}, Required: true, MarkdownDescription: "Id of the company in Business Central."},
			"ready":      schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether no check has the status `fail`. Warnings do not count."},
			"checks": schema.ListNestedAttribute{
				Computed: true, MarkdownDescription: "The checks, in the order of the steps of Microsoft's guide.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":     text("Id of the check, the same in every version."),
					"title":  text("Condition that has to hold."),
					"scope":  text("`environment` for a check whose result is the same for all companies of the environment, or `company`."),
					"status": text("`pass`; `fail`; `warn` for a finding that may be intended; or `skipped` if the check does not apply, or if another check has to pass first."),
					"detail": text("What was found."),
					"remedy": text("The remedy; null if there is nothing to do."),
				}},
			},
		},
	}
}

// checkTable lists the checks for the documentation.
func checkTable() string {
	var b strings.Builder
	b.WriteString("| Id | Condition |\n|---|---|\n")
	for _, c := range checks() {
		b.WriteString("| `" + c.id + "` | " + c.title + " |\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func readReadiness(ctx context.Context, clients *framework.Clients, config readinessModel) (readinessModel, error) {
	findings := Examine(ctx, clients, config.CompanyID.Canonical())
	config.Ready = types.BoolValue(report.Company{Findings: findings}.Ready())
	config.Checks = make([]checkModel, len(findings))
	for i, f := range findings {
		config.Checks[i] = checkModel{
			ID: types.StringValue(f.ID), Title: types.StringValue(f.Title), Scope: types.StringValue(f.Scope), Status: types.StringValue(f.Status),
			Detail: types.StringValue(f.Detail), Remedy: types.StringNull(),
		}
		if f.Remedy != "" {
			config.Checks[i].Remedy = types.StringValue(f.Remedy)
		}
	}
	return config, nil
}
