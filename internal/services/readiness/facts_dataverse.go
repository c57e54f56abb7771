// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// readUsers reads the users with the setup's user name.
func (f *facts) readUsers(ctx context.Context) ([]dataverse.ConnectionUser, error) {
	setup, err := f.setup(ctx)
	if err != nil {
		return nil, err
	}
	if setup.UserName == "" {
		return nil, nil
	}
	dv, err := f.dv()
	if err != nil {
		return nil, err
	}
	users, err := dv.ConnectionUsers(ctx, setup.UserName)
	return rules.IntegrationUsers(users), err
}

// user returns the one integration user.
func (f *facts) user(ctx context.Context) (dataverse.ConnectionUser, error) {
	users, err := f.users(ctx)
	if err == nil && len(users) != 1 {
		err = unmet{"There is not exactly one user with the setup's user name."}
	}
	if err != nil {
		return dataverse.ConnectionUser{}, err
	}
	return users[0], nil
}

// noRow says that the company has no row, which a check of its own reports.
const noRow = "Dataverse has no row of the company."

// readRow reads the company's row, whose table the base integration solution brings.
func (f *facts) readRow(ctx context.Context) (dataverse.Company, error) {
	if err := f.installed(ctx, dataverse.BaseIntegrationSolution); err != nil {
		return dataverse.Company{}, err
	}
	dv, err := f.dv()
	if err != nil {
		return dataverse.Company{}, err
	}
	if none, ok := f.companyUnknown(ctx); ok {
		return dataverse.Company{}, none
	}
	row, found, err := dv.CompanyByExternalID(ctx, f.company)
	if err == nil && !found {
		err = unmet{noRow}
	}
	return row, err
}

func (f *facts) readTeam(ctx context.Context) (dataverse.Team, error) {
	row, err := f.row(ctx)
	if err != nil {
		return dataverse.Team{}, err
	}
	none := unmet{"The company has no owning team."}
	if row.OwningTeamID == "" {
		return dataverse.Team{}, none
	}
	dv, err := f.dv()
	if err != nil {
		return dataverse.Team{}, err
	}
	team, found, err := dv.Team(ctx, row.OwningTeamID)
	if err == nil && !found {
		err = none
	}
	return team, err
}

// readMembers reads the ids of the owning team's members, in lower case.
func (f *facts) readMembers(ctx context.Context) ([]string, error) {
	team, err := f.team(ctx)
	if err != nil {
		return nil, err
	}
	dv, err := f.dv()
	if err != nil {
		return nil, err
	}
	return dv.TeamMembers(ctx, team.ID)
}

func (f *facts) readUnit(ctx context.Context) (dataverse.BusinessUnit, error) {
	team, err := f.team(ctx)
	if err != nil {
		return dataverse.BusinessUnit{}, err
	}
	dv, err := f.dv()
	if err != nil {
		return dataverse.BusinessUnit{}, err
	}
	unit, found, err := dv.BusinessUnit(ctx, team.BusinessUnitID)
	if err == nil && !found {
		err = unmet{"The owning team's business unit cannot be read."}
	}
	return unit, err
}

// readRootRole reads the role that a solution ships with a fixed id.
func (f *facts) readRootRole(ctx context.Context, id string) (role maybe[dataverse.Role], err error) {
	dv, err := f.dv()
	if err != nil {
		return role, err
	}
	roles, err := dv.Roles(ctx, dataverse.RoleQuery{ID: id})
	if err != nil || len(roles) == 0 {
		return role, err
	}
	return maybe[dataverse.Role]{roles[0], true}, nil
}

// rootRoles returns the roles with the ids. One that is not there is what the checks of solutions report.
func (f *facts) rootRoles(ctx context.Context, ids []string) ([]dataverse.Role, error) {
	roles := make([]dataverse.Role, len(ids))
	for i, id := range ids {
		role, err := f.rootRole(ctx, id)
		if err != nil {
			return nil, err
		}
		if !role.found {
			return nil, unmet{"There is no role with the id " + id + "."}
		}
		roles[i] = role.it
	}
	return roles, nil
}

// readTeamRoles reads the roles of the owning team.
func (f *facts) readTeamRoles(ctx context.Context) (dataverse.PrincipalRoles, error) {
	team, err := f.team(ctx)
	if err != nil {
		return dataverse.PrincipalRoles{}, err
	}
	dv, err := f.dv()
	if err != nil {
		return dataverse.PrincipalRoles{}, err
	}
	roles, _, err := dv.PrincipalRoles(ctx, dataverse.Principal{Kind: dataverse.TeamPrincipal, ID: team.ID})
	return roles, err
}

// readSolution reads an installed solution.
func (f *facts) readSolution(ctx context.Context, name string) (solution maybe[dataverse.Solution], err error) {
	dv, err := f.dv()
	if err != nil {
		return solution, err
	}
	solution.it, solution.found, err = dv.Solution(ctx, name)
	return solution, err
}

// readMoney reads a currency of Dataverse.
func (f *facts) readMoney(ctx context.Context, isoCode string) (currency maybe[dataverse.Currency], err error) {
	dv, err := f.dv()
	if err != nil {
		return currency, err
	}
	currency.it, currency.found, err = dv.CurrencyByISOCode(ctx, isoCode)
	return currency, err
}

// installed is nil when the solution is there.
func (f *facts) installed(ctx context.Context, name string) error {
	solution, err := f.solution(ctx, name)
	if err == nil && !solution.found {
		err = unmet{"The solution " + name + " is not installed."}
	}
	return err
}
