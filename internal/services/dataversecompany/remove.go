// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// parts are the rows of a company that destroy deletes; nil is one that is gone, or that was found.
type parts struct {
	row  *dataverse.Company
	team *dataverse.Team
	unit *dataverse.BusinessUnit
}

// unchanged refuses, before anything is deleted, to delete what somebody else has changed since the plan.
func (p parts) unchanged(state companyModel) error {
	if p.row != nil {
		if err := unchangedRow(state, *p.row); err != nil {
			return err
		}
	}
	if p.team != nil {
		if err := unchangedTeam(state, *p.team); err != nil {
			return err
		}
	}
	if p.unit != nil {
		return unchangedUnit(state, *p.unit)
	}
	return nil
}

// remove deletes the rows, from the company's row upwards, each as it was read.
func (p parts) remove(ctx context.Context, client *dataverse.Client, state companyModel) error {
	if row := p.row; row != nil {
		err := odata.WriteLatest(ctx, odata.LookFrom(*row, func(ctx context.Context) (dataverse.Company, bool, error) {
			now, found, err := client.CompanyByExternalID(ctx, row.ExternalID)
			return now, found && strings.EqualFold(now.ID, row.ID), err
		}, func(_ context.Context, now dataverse.Company) (bool, error) {
			return true, unchangedRow(state, now)
		}), client.DeleteCompany)
		if err != nil {
			return err
		}
	}
	if team := p.team; team != nil {
		err := odata.WriteLatest(ctx, odata.LookFrom(*team, func(ctx context.Context) (dataverse.Team, bool, error) {
			return client.Team(ctx, team.ID)
		}, func(_ context.Context, now dataverse.Team) (bool, error) {
			return true, unchangedTeam(state, now)
		}), client.DeleteTeam)
		if err != nil {
			return err
		}
	}
	if unit := p.unit; unit != nil {
		return odata.WriteLatest(ctx, odata.LookFrom(*unit, func(ctx context.Context) (dataverse.BusinessUnit, bool, error) {
			return client.BusinessUnit(ctx, unit.ID)
		}, func(_ context.Context, now dataverse.BusinessUnit) (bool, error) {
			return true, unchangedUnit(state, now)
		}), client.DeleteBusinessUnit)
	}
	return nil
}

// unchangedRow compares the name only where the state's is the row's, which is while rename is on.
func unchangedRow(state companyModel, now dataverse.Company) error {
	c := &framework.Contested{}
	if state.Rename.ValueBool() {
		c.Kept("company_name", state.CompanyName.ValueString(), now.Name)
	}
	c.Kept("team_id", state.TeamID.Canonical(), now.OwningTeamID)
	_, err := c.Left("row of company " + state.CompanyID.Canonical() + " in Dataverse")
	return err
}

func unchangedTeam(state companyModel, now dataverse.Team) error {
	c := &framework.Contested{}
	c.Kept("team_name", state.TeamName.ValueString(), now.Name)
	c.Kept("business_unit_id", state.BusinessUnitID.Canonical(), now.BusinessUnitID)
	_, err := c.Left("team " + state.TeamName.ValueString())
	return err
}

func unchangedUnit(state companyModel, now dataverse.BusinessUnit) error {
	c := &framework.Contested{}
	c.Kept("business_unit_name", state.BusinessUnitName.ValueString(), now.Name)
	_, err := c.Left("business unit " + state.BusinessUnitName.ValueString())
	return err
}
