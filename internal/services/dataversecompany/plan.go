// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// planCompany shows the names that will result, plans what a refresh found missing, and checks a configured unit.
func planCompany(ctx context.Context, p *framework.PlanOperation[companyModel]) error {
	if p.State != nil {
		return planChange(ctx, p)
	}
	configured := p.Configuration.BusinessUnitID
	if configured.IsNull() || configured.IsUnknown() || !p.Ready() {
		return nil
	}
	client := p.Dataverse
	unit, exists, err := client.BusinessUnit(ctx, configured.Canonical())
	if err != nil || !exists { // the same run may create it
		return err
	}
	root, err := client.RootBusinessUnit(ctx)
	if err != nil {
		return err
	}
	if err := checkUnit(unit, exists, root, configured.Canonical()); err != nil {
		return err
	}
	p.Plan.BusinessUnitName = types.StringValue(unit.Name)
	return nil
}

func planChange(ctx context.Context, p *framework.PlanOperation[companyModel]) error {
	if p.State.DataverseCompanyID.IsNull() {
		// Only a part of the company is left: it is deleted and recreated.
		p.Plan.DataverseCompanyID = customtypes.GUIDUnknown()
		p.RequireReplace("dataverse_company_id")
		return nil
	}
	p.Plan.BusinessUnitName, p.Plan.TeamName = p.State.BusinessUnitName, p.State.TeamName
	if p.Plan.Rename.IsUnknown() || p.Plan.Rename.ValueBool() && p.Plan.CompanyName.IsUnknown() {
		p.Plan.BusinessUnitName, p.Plan.TeamName = types.StringUnknown(), types.StringUnknown()
		return nil
	}
	if p.Plan.Rename.ValueBool() {
		unit, team := newNames(*p.Plan, *p.State)
		p.Plan.BusinessUnitName, p.Plan.TeamName = types.StringValue(unit), types.StringValue(team)
	}
	missing, err := p.Private(ctx, roleMissingKey)
	if err != nil {
		return err
	}
	if string(missing) == "true" {
		// The team lost the base role; giving it back is an update.
		p.Plan.TeamName = types.StringUnknown()
	}
	return nil
}
