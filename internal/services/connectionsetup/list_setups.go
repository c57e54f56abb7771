// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// NewDataverseList returns the list of bcsales_dataverse_connection_setup.
func NewDataverseList() list.ListResource {
	return framework.NewList(NewDataverse(), framework.ListDefinition[framework.CompanyFilter]{
		Description: "Lists the Dataverse connection setups of companies, whether they are enabled or not.",
		Arguments:   map[string]schema.Attribute{"company_id": framework.CompanyArgument()},
		Find: func(ctx context.Context, clients *framework.Clients, config framework.CompanyFilter) iter.Seq2[framework.Listed, error] {
			return findSetups(ctx, clients, config, "Dataverse", func(company string) (bool, error) {
				_, found, err := clients.BusinessCentral.DataverseConnectionSetup(ctx, company)
				return found, err
			})
		},
	})
}

// NewSalesList returns the list of bcsales_sales_connection_setup.
func NewSalesList() list.ListResource {
	return framework.NewList(NewSales(), framework.ListDefinition[framework.CompanyFilter]{
		Description: "Lists the Dynamics 365 Sales connection setups of companies, whether they are enabled or not.",
		Arguments:   map[string]schema.Attribute{"company_id": framework.CompanyArgument()},
		Find: func(ctx context.Context, clients *framework.Clients, config framework.CompanyFilter) iter.Seq2[framework.Listed, error] {
			return findSetups(ctx, clients, config, "Dynamics 365 Sales", func(company string) (bool, error) {
				_, found, err := clients.BusinessCentral.SalesConnectionSetup(ctx, company)
				return found, err
			})
		},
	})
}

func findSetups(ctx context.Context, clients *framework.Clients, config framework.CompanyFilter, connection string, read func(company string) (bool, error)) iter.Seq2[framework.Listed, error] {
	return config.EachOne(ctx, clients.BusinessCentral, "connection to "+connection, func(company businesscentral.Company) (bool, error) {
		return read(company.ID)
	})
}
