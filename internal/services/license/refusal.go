// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/graph"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// explain finds out, from what account and product are now, why Graph refused an assignment, and names all reasons. Graph
// gives one code to all refusals, so that only the facts tell them apart.
func explain(ctx context.Context, client *graph.Client, accountID string, sku graph.SKU, refused error) error {
	if !odata.IsStatus(refused, http.StatusBadRequest) {
		return refused
	}
	account, found, err := client.Account(ctx, accountID)
	if err != nil || !found {
		return refused
	}
	var reasons []error
	if account.UsageLocation == "" {
		reasons = append(reasons, because(refused, "user_id", "The account has no usage location",
			"Give the account the country in which it uses the license, for example usage_location = \"DE\" of azuread_user, and apply again.",
			"%s has no usage location, without which Microsoft 365 assigns no license: which services it may offer depends on the country.", account.UserPrincipalName))
	}
	skus, err := client.SKUs(ctx)
	if err != nil {
		return refused
	}
	now, err := reference{id: sku.ID}.find(skus)
	_, has := account.Direct(sku.ID)
	switch {
	case err != nil:
		problem, _ := errors.AsType[*framework.Problem](err)
		problem.Err = refused
		reasons = append(reasons, problem)
	case now.AppliesTo == "Company":
		reasons = append(reasons, because(refused, reference{id: sku.ID}.attribute(), "The product is not assigned to accounts",
			"Remove this resource: the whole tenant has the product. To assign a license, name a product whose applies_to is \"User\" in data source bcsales_license_skus.",
			"%s applies to the tenant as a whole.", now.PartNumber))
	case !has && now.Available() == 0:
		reasons = append(reasons, because(refused, reference{id: sku.ID}.attribute(), "There is no free unit of "+now.PartNumber,
			"Buy more units, or release one that is not needed: destroy another bcsales_license_assignment, or remove the license in the Microsoft 365 admin center.",
			"%s", counts(now)))
	}
	if len(reasons) > 0 {
		return errors.Join(reasons...)
	}
	return because(refused, "", "Microsoft Graph refused the license",
		"Where service plans are named, compare them with the account's other licenses: data source bcsales_license_skus lists the plans of every product. "+
			"Switch off the one that is not wanted with disabled_plans, or assign first what it depends on.",
		"%s was not assigned to %s.", now.PartNumber, account.UserPrincipalName)
}

// counts describes a product's units.
func counts(sku graph.SKU) string {
	text := fmt.Sprintf("%d of %d units of %s are assigned", sku.Consumed, sku.Prepaid.Enabled+sku.Prepaid.Warning, sku.PartNumber)
	if sku.Prepaid.Warning > 0 {
		text += fmt.Sprintf(", %d of them in their grace period", sku.Prepaid.Warning)
	}
	if sku.Prepaid.Suspended > 0 {
		text += fmt.Sprintf("; %d more are suspended", sku.Prepaid.Suspended)
	}
	if sku.Status != "Enabled" {
		text += "; the subscription's status is " + sku.Status
	}
	return text + "."
}

func because(refused error, attribute, summary, remedy, format string, args ...any) error {
	problem := framework.Errorf(summary, remedy, format, args...)
	problem.Err = refused
	if attribute == "" {
		return problem
	}
	return problem.At(attribute)
}
