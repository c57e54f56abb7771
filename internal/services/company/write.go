// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package company

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// changeCompany changes a company, which was read as now. What somebody else has written since it was as before is not
// overwritten.
func changeCompany(ctx context.Context, client *businesscentral.Client, before, now businesscentral.AutomationCompany, changes businesscentral.CompanyChanges) error {
	return odata.WriteLatest(ctx, odata.LookFrom(now, func(ctx context.Context) (businesscentral.AutomationCompany, bool, error) {
		now, err := presentCompany(ctx, client, now.ID)
		return now, true, err
	}, func(_ context.Context, now businesscentral.AutomationCompany) (bool, error) {
		c := &framework.Contested{}
		framework.Value(c, "display_name", before.DisplayName, now.DisplayName, changes.DisplayName)
		framework.Value(c, "business_profile_id", before.BusinessProfileID, now.BusinessProfileID, changes.BusinessProfileID)
		return c.Left("company " + now.Name)
	}), func(ctx context.Context, now businesscentral.AutomationCompany) error {
		return client.UpdateCompany(ctx, now, changes)
	})
}

// presentCompany reads a company that must be there.
func presentCompany(ctx context.Context, client *businesscentral.Client, id string) (businesscentral.AutomationCompany, error) {
	company, found, err := client.AutomationCompany(ctx, id)
	if err == nil && !found {
		err = framework.Errorf("The company is gone", "Run terraform plan: it will want to create the company.", "Business Central no longer has the company %s.", id)
	}
	return company, err
}

// removeCompany deletes a company, unless somebody else has given it other values since the state was read.
func removeCompany(ctx context.Context, client *businesscentral.Client, state resourceModel) error {
	return odata.WriteLatest(ctx, func(ctx context.Context) (businesscentral.AutomationCompany, bool, error) {
		now, found, err := client.AutomationCompany(ctx, state.ID.ValueString())
		if err != nil || !found {
			return now, false, err
		}
		c := &framework.Contested{}
		c.Kept("name", state.Name.ValueString(), now.Name)
		c.Kept("display_name", state.DisplayName.ValueString(), now.DisplayName)
		c.Kept("business_profile_id", state.BusinessProfileID.ValueString(), now.BusinessProfileID)
		left, err := c.Left("company " + state.Name.ValueString())
		return now, left, err
	}, client.DeleteCompany)
}
