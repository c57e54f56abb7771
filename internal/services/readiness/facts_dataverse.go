// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import "github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"

// readUsers reads the users who bear the setup's user name.
func (f *facts) readUsers() ([]dataverse.ConnectionUser, error) {
	setup, err := f.setup()
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
	return dv.ConnectionUsers(f.ctx, setup.UserName)
}

// user returns the one integration user.
func (f *facts) user() (dataverse.ConnectionUser, error) {
	users, err := f.users()
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
func (f *facts) readRow() (dataverse.Company, error) {
	if err := f.installed(dataverse.BaseIntegrationSolution); err != nil {
		return dataverse.Company{}, err
	}
	dv, err := f.dv()
	if err != nil {
		return dataverse.Company{}, err
	}
	if none, ok := f.companyUnknown(); ok {
		return dataverse.Company{}, none
	}
	row, found, err := dv.CompanyByExternalID(f.ctx, f.company)
	if err == nil && !found {
		err = unmet{noRow}
	}
	return row, err
}

func (f *facts) readTeam() (dataverse.Team, error) {
	row, err := f.row()
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
	team, found, err := dv.Team(f.ctx, row.OwningTeamID)
	if err == nil && !found {
		err = none
	}
	return team, err
}

func (f *facts) readUnit() (dataverse.BusinessUnit, error) {
	team, err := f.team()
	if err != nil {
		return dataverse.BusinessUnit{}, err
	}
	dv, err := f.dv()
	if err != nil {
		return dataverse.BusinessUnit{}, err
	}
	unit, found, err := dv.BusinessUnit(f.ctx, team.BusinessUnitID)
	if err == nil && !found {
		err = unmet{"The owning team's business unit cannot be read."}
	}
	return unit, err
}

// readRootRole reads the role that a solution ships with a fixed id.
func (f *facts) readRootRole(id string) (role maybe[dataverse.Role], err error) {
	dv, err := f.dv()
	if err != nil {
		return role, err
	}
	roles, err := dv.Roles(f.ctx, dataverse.RoleQuery{ID: id})
	if err != nil || len(roles) == 0 {
		return role, err
	}
	return maybe[dataverse.Role]{roles[0], true}, nil
}

// readTeamRoles reads the roles of the owning team.
func (f *facts) readTeamRoles() (dataverse.PrincipalRoles, error) {
	team, err := f.team()
	if err != nil {
		return dataverse.PrincipalRoles{}, err
	}
	dv, err := f.dv()
	if err != nil {
		return dataverse.PrincipalRoles{}, err
	}
	roles, _, err := dv.PrincipalRoles(f.ctx, dataverse.Principal{Kind: dataverse.TeamPrincipal, ID: team.ID})
	return roles, err
}

// readSolution reads an installed solution.
func (f *facts) readSolution(name string) (solution maybe[dataverse.Solution], err error) {
	dv, err := f.dv()
	if err != nil {
		return solution, err
	}
	solution.it, solution.found, err = dv.Solution(f.ctx, name)
	return solution, err
}

// readMoney reads a currency of Dataverse.
func (f *facts) readMoney(isoCode string) (currency maybe[dataverse.Currency], err error) {
	dv, err := f.dv()
	if err != nil {
		return currency, err
	}
	currency.it, currency.found, err = dv.CurrencyByISOCode(f.ctx, isoCode)
	return currency, err
}

// installed is nil when the solution is there.
func (f *facts) installed(name string) error {
	solution, err := f.solution(name)
	if err == nil && !solution.found {
		err = unmet{"The solution " + name + " is not installed."}
	}
	return err
}
