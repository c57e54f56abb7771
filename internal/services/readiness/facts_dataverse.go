// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	bc "github.com/bcsales/terraform-provider-bcsales/internal/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/dataverse"
)

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

// rootRole reads the role that a solution ships with a fixed id.
func (f *facts) rootRole(id string) (dataverse.Role, bool, error) {
	dv, err := f.dv()
	if err != nil {
		return dataverse.Role{}, false, err
	}
	roles, err := dv.Roles(f.ctx, dataverse.RoleQuery{ID: id})
	if err != nil || len(roles) == 0 {
		return dataverse.Role{}, false, err
	}
	return roles[0], true, nil
}

// solution reads an installed solution.
func (f *facts) solution(name string) (dataverse.Solution, bool, error) {
	dv, err := f.dv()
	if err != nil {
		return dataverse.Solution{}, false, err
	}
	return dv.Solution(f.ctx, name)
}

// installed is nil when the solution is there.
func (f *facts) installed(name string) error {
	_, found, err := f.solution(name)
	if err == nil && !found {
		err = unmet{"The solution " + name + " is not installed."}
	}
	return err
}

func (f *facts) readCouplings() ([]bc.RecordCoupling, error) {
	if _, err := f.connector(); err != nil {
		return nil, err
	}
	client, err := f.bc()
	if err != nil {
		return nil, err
	}
	return client.RecordCouplings(f.ctx, f.company, bc.RecordCouplingQuery{TableID: bc.TableSalesperson})
}

func (f *facts) readSalespeople() ([]bc.Salesperson, error) {
	client, err := f.bc()
	if err != nil {
		return nil, err
	}
	people, err := client.Salespeople(f.ctx, f.company, bc.SalespersonQuery{})
	if bc.IsCompanyNotFound(err) {
		return nil, unmet{"The company does not exist."}
	}
	return people, err
}

func (f *facts) readCurrency() (string, error) {
	client, err := f.bc()
	if err != nil {
		return "", err
	}
	information, _, err := client.CompanyInformation(f.ctx, f.company)
	return information.CurrencyCode, err
}
