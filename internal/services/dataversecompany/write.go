// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// renameUnit gives a business unit another name than the one that it had before. What somebody else has called it since is
// not overwritten.
func renameUnit(ctx context.Context, client *dataverse.Client, before dataverse.BusinessUnit, name string) error {
	return odata.WriteLatest(ctx, func(ctx context.Context) (dataverse.BusinessUnit, bool, error) {
		now, found, err := client.BusinessUnit(ctx, before.ID)
		if err == nil && !found {
			err = gone("business unit", before.Name)
		}
		if err != nil {
			return now, false, err
		}
		left, err := renamed("business unit "+before.Name, "business_unit_name", before.Name, now.Name, name)
		return now, left, err
	}, func(ctx context.Context, now dataverse.BusinessUnit) error {
		return client.RenameBusinessUnit(ctx, now, name)
	})
}

// renameTeam does the same for a team.
func renameTeam(ctx context.Context, client *dataverse.Client, before dataverse.Team, name string) error {
	return odata.WriteLatest(ctx, func(ctx context.Context) (dataverse.Team, bool, error) {
		now, found, err := client.Team(ctx, before.ID)
		if err == nil && !found {
			err = gone("team", before.Name)
		}
		if err != nil {
			return now, false, err
		}
		left, err := renamed("team "+before.Name, "team_name", before.Name, now.Name, name)
		return now, left, err
	}, func(ctx context.Context, now dataverse.Team) error {
		return client.RenameTeam(ctx, now, name)
	})
}

func renamed(what, attribute, before, now, wanted string) (left bool, err error) {
	c := &framework.Contested{}
	framework.Value(c, attribute, before, now, &wanted)
	return c.Left(what)
}

// rowChange gives the row of a company its name and owning team.
type rowChange struct {
	companyID string
	// before is the row that the change starts from. What somebody else has written since is not overwritten.
	before       dataverse.Company
	name, teamID string
}

// setRow makes a change of the row, which was read as row, and returns the row.
func setRow(ctx context.Context, client *dataverse.Client, change rowChange, row dataverse.Company) (dataverse.Company, error) {
	err := odata.WriteLatest(ctx, odata.LookFrom(row, func(ctx context.Context) (dataverse.Company, bool, error) {
		now, err := presentRow(ctx, client, change.companyID)
		return now, true, err
	}, func(_ context.Context, now dataverse.Company) (bool, error) {
		row = now
		c := &framework.Contested{}
		framework.Value(c, "company_name", change.before.Name, now.Name, &change.name)
		framework.Folded(c, "team_id", change.before.OwningTeamID, now.OwningTeamID, &change.teamID)
		return c.Left("row of company " + change.companyID + " in Dataverse")
	}), func(ctx context.Context, now dataverse.Company) error {
		now.Name, now.OwningTeamID = change.name, change.teamID
		return client.SetCompany(ctx, now)
	})
	row.Name, row.OwningTeamID = change.name, change.teamID
	return row, err
}

// updateRow gives the row the planned name. The name in the state is the row's only while rename is on.
func updateRow(ctx context.Context, client *dataverse.Client, plan, state companyModel) error {
	company := plan.CompanyID.Canonical()
	row, err := presentRow(ctx, client, company)
	if err != nil {
		return err
	}
	before := dataverse.Company{Name: row.Name, OwningTeamID: state.TeamID.Canonical()}
	if state.Rename.ValueBool() {
		before.Name = state.CompanyName.ValueString()
	}
	_, err = setRow(ctx, client, rowChange{companyID: company, before: before, name: plan.CompanyName.ValueString(), teamID: state.TeamID.Canonical()}, row)
	return err
}

// presentRow reads a row that must be there.
func presentRow(ctx context.Context, client *dataverse.Client, companyID string) (dataverse.Company, error) {
	row, found, err := client.CompanyByExternalID(ctx, companyID)
	if err == nil && !found {
		err = gone("row of company", companyID)
	}
	return row, err
}

func gone(what, name string) error {
	return framework.Errorf("A part of the company is gone", "Run terraform plan: it shows what is left in Dataverse.",
		"Dataverse no longer has the %s %s.", what, name)
}
