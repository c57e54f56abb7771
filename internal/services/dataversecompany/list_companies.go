// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany

import (
	"context"
	"iter"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type listModel struct {
	CompanyID customtypes.GUIDValue `tfsdk:"company_id"`
	Name      types.String          `tfsdk:"company_name"`
}

// NewCompanyList returns the list of bcsales_dataverse_company.
func NewCompanyList() list.ListResource {
	return framework.NewList(NewCompany(), framework.ListDefinition[listModel]{
		Description: "Lists the rows that stand for companies in Dataverse, of every Business Central environment that is connected with it.",
		Arguments: map[string]schema.Attribute{
			"company_id":   framework.IDArgument("Only the row of the company with this id in Business Central."),
			"company_name": framework.TextArgument(dataverse.MaxCompanyName, "Only the rows with this name."),
		},
		Find: func(ctx context.Context, clients *framework.Clients, config listModel) iter.Seq2[framework.Listed, error] {
			query := dataverse.CompanyQuery{ExternalID: config.CompanyID.Canonical(), Name: config.Name.ValueString()}
			return framework.Found(framework.Rows(clients.Dataverse.Companies(ctx, query)), func(row dataverse.Company) (framework.Listed, bool) {
				// Rows that Business Central did not make have no company id, or something else in its place.
				return framework.Listed{ID: strings.ToLower(row.ExternalID), Name: row.Name}, customtypes.IsGUID(row.ExternalID)
			})
		},
	})
}
