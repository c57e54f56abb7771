// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package company

import (
	"context"
	"iter"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

type listModel struct {
	Name        types.String `tfsdk:"name"`
	DisplayName types.String `tfsdk:"display_name"`
}

// NewCompanyList returns the list of bcsales_company.
func NewCompanyList() list.ListResource {
	return framework.NewList(NewCompany(), framework.ListDefinition[listModel]{
		Description: "Lists the companies of the Business Central environment.",
		Arguments: map[string]schema.Attribute{
			"name":         framework.TextArgument(30, "Only the company with this name, to the letter."),
			"display_name": framework.TextArgument(250, "Only companies with this display name, to the letter."),
		},
		Find: findCompanies,
	})
}

func findCompanies(ctx context.Context, clients *framework.Clients, config listModel) iter.Seq2[framework.Listed, error] {
	query := businesscentral.CompanyQuery{Name: config.Name.ValueString(), DisplayName: config.DisplayName.ValueString()}
	return framework.Found(framework.Rows(clients.BusinessCentral.Companies(ctx, query)), func(row businesscentral.Company) (framework.Listed, bool) {
		return framework.Listed{ID: strings.ToLower(row.ID), Name: row.Name}, true
	})
}
