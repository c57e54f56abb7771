// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// checkSales makes the checks of the Sales connection that the Dataverse connection does not make already.
func (r *requirements) checkSales(ctx context.Context) error {
	_, installed, err := r.dv.Solution(ctx, dataverse.SalesIntegrationSolution)
	if err != nil {
		return err
	}
	if !installed {
		r.missing(framework.Errorf("The Sales integration solution is not installed", remedies.SalesSolution,
			"The Sales integration solution (%s) is not installed in the Dataverse environment. Business Central would ask an administrator to sign in and import it, which no API can do.", dataverse.SalesIntegrationSolution))
		return nil
	}
	roles, err := r.salesRoles(ctx)
	if len(roles) == 0 {
		return err
	}
	users, err := r.dv.ConnectionUsers(ctx, r.user)
	if err != nil {
		return err
	}
	if users = rules.IntegrationUsers(users); len(users) > 0 && !users[0].Disabled {
		r.checkUserRoles(users[0], roles)
	}
	return nil
}

func (r *requirements) salesRoles(ctx context.Context) ([]dataverse.Role, error) {
	ids := rules.SalesRoles()
	roles := make([]dataverse.Role, 0, len(ids))
	for _, id := range ids {
		role, err := r.role(ctx, id, "")
		if role.root == nil {
			return nil, err
		}
		roles = append(roles, *role.root)
	}
	return roles, nil
}

// checkSalesCurrency requires the local currency in Dataverse (BCApps, table CRM Connection Setup,
// VerifyBaseCurrencyMatchesLCY).
func (r *requirements) checkSalesCurrency(ctx context.Context) error {
	code, ok, err := r.localCurrency(ctx)
	if !ok {
		return err
	}
	if _, found, err := r.dv.CurrencyByISOCode(ctx, code); err != nil || found {
		return err
	}
	r.missing(framework.Errorf("Dataverse does not know the local currency", remedies.LocalCurrencyUnknown,
		"Your local currency code %s does not match any ISO Currency Code in the Dataverse currency table. To continue, make sure that the local currency code in General Ledger Setup "+
			"complies with the ISO standard and create a currency in Dataverse currency table that uses it as ISO Currency Code.", code))
	return nil
}
