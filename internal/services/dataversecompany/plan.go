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
	if err := warnNamesake(ctx, p); err != nil {
		return err
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

// refuseMove refuses another business unit for a company whose row the replacement would leave in its old one, where the
// creation after it could only fail.
func refuseMove(ctx context.Context, p *framework.PlanOperation[companyModel]) error {
	wanted := p.Configuration.BusinessUnitID
	if wanted.IsNull() || wanted.IsUnknown() || wanted.Canonical() == p.State.BusinessUnitID.Canonical() ||
		p.Plan.CompanyID.IsUnknown() || p.Plan.CompanyID.Canonical() != p.State.CompanyID.Canonical() {
		return nil
	}
	why := "deletion_policy is " + policyRetain
	if p.State.DeletionPolicy.ValueString() == policyDelete {
		if !p.Ready() {
			return nil
		}
		found, err := loadOrigins(ctx, p.Operation, p.Dataverse, *p.State)
		if err != nil || !found.Company {
			return err
		}
		why = "it existed before this resource"
	}
	return framework.Errorf("The company cannot move to another business unit",
		"Set business_unit_id to "+p.State.BusinessUnitID.ValueString()+" or leave it out. To move the company, change unit and owning team in Dataverse, and let a refresh record them.",
		"The company is in the business unit %q, and replacing this resource would leave the company row there, because %s. Nothing was changed.",
		p.State.BusinessUnitName.ValueString(), why).At("business_unit_id")
}

func planChange(ctx context.Context, p *framework.PlanOperation[companyModel]) error {
	if p.State.DataverseCompanyID.IsNull() {
		// Only a part of the company is left: it is deleted and recreated.
		p.Plan.DataverseCompanyID = customtypes.GUIDUnknown()
		p.RequireReplace("dataverse_company_id")
		return nil
	}
	if err := refuseMove(ctx, p); err != nil {
		return err
	}
	before, err := withOwnUnitName(ctx, p.Operation, *p.State)
	if err != nil {
		return err
	}
	p.Plan.BusinessUnitName, p.Plan.TeamName = before.BusinessUnitName, p.State.TeamName
	if p.Plan.Rename.IsUnknown() || p.Plan.Rename.ValueBool() && p.Plan.CompanyName.IsUnknown() {
		p.Plan.BusinessUnitName, p.Plan.TeamName = types.StringUnknown(), types.StringUnknown()
		return nil
	}
	if p.Plan.Rename.ValueBool() {
		unit, team := newNames(*p.Plan, before)
		p.Plan.BusinessUnitName, p.Plan.TeamName = types.StringValue(unit), types.StringValue(team)
	}
	if string(p.Private(ctx, roleMissingKey)) == "true" {
		// The team lost the base role; giving it back is an update.
		p.Plan.TeamName = types.StringUnknown()
	}
	return nil
}
