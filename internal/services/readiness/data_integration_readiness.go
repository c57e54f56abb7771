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
)

type readinessModel struct {
	CompanyID customtypes.GUIDValue `tfsdk:"company_id"`
	Ready     types.Bool            `tfsdk:"ready"`
	Checks    []checkModel          `tfsdk:"checks"`
}

type checkModel struct {
	ID     types.String `tfsdk:"id"`
	Title  types.String `tfsdk:"title"`
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
			"use `ready` in a `check` block or in a postcondition.\n\n" +
			"The checks:\n\n" + checkTable(),
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{CustomType: customtypes.GUIDType{}, Required: true, MarkdownDescription: "Id of the company in Business Central."},
			"ready":      schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether no check has the status `fail`. Warnings do not count."},
			"checks": schema.ListNestedAttribute{
				Computed: true, MarkdownDescription: "The checks, in the order of the steps of Microsoft's guide.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":     text("Id of the check, the same in every version."),
					"title":  text("Condition that has to hold."),
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
	f := newFacts(clients, config.CompanyID.Canonical())
	results := examine(ctx, f)
	config.Ready = types.BoolValue(!f.failed)
	config.Checks = make([]checkModel, len(results))
	for i, r := range results {
		config.Checks[i] = checkModel{
			ID: types.StringValue(r.id), Title: types.StringValue(r.title), Status: types.StringValue(string(r.status)),
			Detail: types.StringValue(r.detail), Remedy: types.StringNull(),
		}
		if r.remedy != "" {
			config.Checks[i].Remedy = types.StringValue(r.remedy)
		}
	}
	return config, nil
}
