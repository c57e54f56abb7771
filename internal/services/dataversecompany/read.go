// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// roleMissingKey is the private state key by which a refresh lets the plan know that the team lost the base role.
const roleMissingKey = "roleMissing"

// readCompany reads the row, its owning team and the team's unit. The company is gone when the row or the team is; what
// is left of one that is being made or taken down stays in state, so that it can be finished.
func readCompany(ctx context.Context, op *framework.Operation[companyModel], state companyModel) (companyModel, bool, error) {
	client := op.Dataverse
	row, found, err := client.CompanyByExternalID(ctx, state.CompanyID.Canonical())
	if err != nil {
		return state, false, err
	}
	if !found || row.OwningTeamID == "" {
		return remainder(ctx, op, client, state)
	}
	team, found, err := client.Team(ctx, row.OwningTeamID)
	if err != nil {
		return state, false, err
	}
	if !found {
		return remainder(ctx, op, client, state)
	}
	unit, found, err := client.BusinessUnit(ctx, team.BusinessUnitID)
	if err != nil || !found {
		return state, false, err
	}
	if err := noteRole(ctx, op, client, team); err != nil {
		return state, false, err
	}
	if err := op.Renamed(ctx, unitNameAttribute, state.BusinessUnitName.ValueString(), unit.Name, texts.Same); err != nil {
		return state, false, err
	}
	state.setUnit(unit)
	state.setTeam(team)
	if state.Rename.ValueBool() {
		state.CompanyName = customtypes.NewFolded(row.Name)
	}
	state.DataverseCompanyID = customtypes.NewGUID(row.ID)
	return state, true, nil
}

// remainder keeps what exists of a company that is being made or taken down.
func remainder(ctx context.Context, op *framework.Operation[companyModel], client *dataverse.Client, state companyModel) (companyModel, bool, error) {
	made, err := loadOrigins(ctx, op, client, state)
	if err != nil || !made.Incomplete || state.BusinessUnitID.IsNull() {
		return state, false, err
	}
	state.DataverseCompanyID = customtypes.GUIDNull()
	_, unitLeft, err := client.BusinessUnit(ctx, state.BusinessUnitID.Canonical())
	if err != nil || unitLeft || state.TeamID.IsNull() {
		return state, unitLeft, err
	}
	_, teamLeft, err := client.Team(ctx, state.TeamID.Canonical())
	return state, teamLeft, err
}

// noteRole remembers whether the team has the base role, without which Dataverse lets it own nothing.
func noteRole(ctx context.Context, op *framework.Operation[companyModel], client *dataverse.Client, team dataverse.Team) error {
	roles, _, err := client.PrincipalRoles(ctx, dataverse.Principal{Kind: dataverse.TeamPrincipal, ID: team.ID})
	if err != nil {
		return err
	}
	value := []byte("false")
	if _, has := roles.RoleWithRoot(dataverse.BaseIntegrationRole); !has {
		value = []byte("true")
	}
	return op.SetPrivate(ctx, roleMissingKey, value)
}
