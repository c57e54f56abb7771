// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// NewInitialList returns the list of bcsales_initial_synchronization.
func NewInitialList() list.ListResource {
	return framework.NewList(NewInitial(), framework.ListDefinition[framework.CompanyFilter]{
		Description: "Lists the latest full synchronization of each company that has run one.",
		Arguments:   map[string]schema.Attribute{"company_id": framework.CompanyArgument()},
		Find: func(ctx context.Context, clients *framework.Clients, config framework.CompanyFilter) iter.Seq2[framework.Listed, error] {
			return config.EachOne(ctx, clients.BusinessCentral, "latest full synchronization", func(company businesscentral.Company) (bool, error) {
				setup, found, err := clients.BusinessCentral.SalesConnectionSetup(ctx, company.ID)
				if err != nil || !found {
					return false, err
				}
				if id := setup.LastRunID; id != "" && id != nullGUID {
					return true, nil
				}
				// A run that people started has lines, and no id.
				r, err := in(clients, customtypes.NewGUID(company.ID)).current(ctx, "")
				return r.begun(), err
			})
		},
	})
}
