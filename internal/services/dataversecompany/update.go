// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// updateCompany gives the team the base role again, and the company's own unit its name, and renames unit, team and row when
// that is wanted. Other changes are local.
func updateCompany(ctx context.Context, op *framework.Operation[companyModel], plan, state companyModel) error {
	client := op.Dataverse
	team := dataverse.Team{ID: state.TeamID.Canonical(), Name: state.TeamName.ValueString(), BusinessUnitID: state.BusinessUnitID.Canonical()}
	if err := (&setup{client: client, companyID: plan.CompanyID.Canonical()}).role(ctx, team); err != nil {
		return err
	}
	before, err := withOwnUnitName(ctx, op, state)
	if err != nil {
		return err
	}
	unit, renamedTeam := before.BusinessUnitName.ValueString(), team.Name
	if plan.Rename.ValueBool() {
		unit, renamedTeam = newNames(plan, before)
		if err := refuseRename(ctx, op.Clients, plan, before); err != nil {
			return err
		}
	}
	if now := state.BusinessUnitName.ValueString(); unit != now {
		if err := renameUnit(ctx, client, dataverse.BusinessUnit{ID: state.BusinessUnitID.Canonical(), Name: now}, unit); err != nil {
			return err
		}
	}
	if !plan.Rename.ValueBool() {
		return nil
	}
	if renamedTeam != team.Name {
		if err := renameTeam(ctx, client, team, renamedTeam); err != nil {
			return err
		}
	}
	return updateRow(ctx, client, plan, state)
}

// unitNameAttribute is the attribute under which a refresh remembers the former names of the business unit.
const unitNameAttribute = "business_unit_name"

// withOwnUnitName returns the state with the last name of the company's own business unit that ended with the company's id,
// where somebody else has given it one that does not: Business Central recognizes the unit by it.
func withOwnUnitName(ctx context.Context, op *framework.Operation[companyModel], state companyModel) (companyModel, error) {
	company := state.CompanyID.Canonical()
	if rules.IsOwnUnit(state.BusinessUnitName.ValueString(), company) {
		return state, nil
	}
	names, err := op.FormerNames(ctx, unitNameAttribute)
	for _, name := range slices.Backward(names) {
		if rules.IsOwnUnit(name, company) {
			state.BusinessUnitName = types.StringValue(name)
			break
		}
	}
	return state, err
}

// newNames returns the names of unit and team after a rename. A unit or a team that somebody else named keeps its name.
func newNames(plan, state companyModel) (unit, team string) {
	unit, team = state.BusinessUnitName.ValueString(), state.TeamName.ValueString()
	if !strings.HasSuffix(unit, dataverse.CompanyUnitName("", plan.CompanyID.Canonical())) {
		return unit, team
	}
	named := team == teamName(unit)
	unit = dataverse.CompanyUnitName(plan.CompanyName.ValueString(), plan.CompanyID.Canonical())
	if named {
		team = teamName(unit)
	}
	return unit, team
}

// refuseRename refuses to rename what another environment's connection uses: Business Central compares the unit's name.
func refuseRename(ctx context.Context, clients *framework.Clients, plan, state companyModel) error {
	unit, team := newNames(plan, state)
	if unit == state.BusinessUnitName.ValueString() && team == state.TeamName.ValueString() && plan.CompanyName.Equal(state.CompanyName) {
		return nil
	}
	links, _, err := usage(ctx, clients, state)
	if err != nil || len(links.Elsewhere) == 0 {
		return err
	}
	return framework.Errorf("The company is used by another environment", "Set rename = false, or leave company_name as it was.",
		"Unit, team and row of the company are used by %s. Business Central compares the names, so renaming them would interrupt that connection. Nothing was renamed.", links.Elsewhere).At("company_name")
}
