// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany

import (
	"context"
	"errors"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// The tables in whose names keys are made.
const (
	unitTable    = "businessunit"
	teamTable    = "team"
	companyTable = "bcbi_company"
)

// setup makes the parts of a company one after the other and keeps what was there before apart from what it made.
type setup struct {
	client    *dataverse.Client
	companyID string
	name      string
	rename    bool
	found     origins
	base      []dataverse.Role // the base role and its copies, once they were read
}

// existing returns unit and team of a company row that is there already, whatever their names. exists is false when
// there is no row with an owning team.
func (s *setup) existing(ctx context.Context, configured string) (unit dataverse.BusinessUnit, team dataverse.Team, exists bool, err error) {
	row, found, err := s.client.CompanyByExternalID(ctx, s.companyID)
	if err != nil || !found || row.OwningTeamID == "" {
		return unit, team, false, err
	}
	if team, found, err = s.client.Team(ctx, row.OwningTeamID); err != nil || !found {
		return unit, team, false, err
	}
	if unit, found, err = s.client.BusinessUnit(ctx, team.BusinessUnitID); err != nil || !found {
		return unit, team, false, err
	}
	if configured != "" && !strings.EqualFold(configured, unit.ID) {
		return unit, team, false, framework.Errorf("The company is in another business unit already",
			"To manage it as it is, set business_unit_id to "+unit.ID+" or leave it out, and run\n  terraform import <address of this resource> "+s.companyID,
			"The company row %q in Dataverse belongs to the team %q in the business unit %q.", row.Name, team.Name, unit.Name).At("business_unit_id")
	}
	unitKey, err := s.client.Key(ctx, unitTable, s.companyID)
	if err != nil {
		return unit, team, false, err
	}
	teamKey, err := s.client.Key(ctx, teamTable, unit.ID+"/"+s.companyID)
	if err != nil {
		return unit, team, false, err
	}
	s.found.BusinessUnit = configured != "" || !strings.EqualFold(unit.ID, unitKey)
	s.found.Team = !strings.EqualFold(team.ID, teamKey)
	return unit, team, true, nil
}

// unit returns the configured business unit, or the company's own, which it creates if there is none.
func (s *setup) unit(ctx context.Context, configured string) (dataverse.BusinessUnit, error) {
	root, err := s.client.RootBusinessUnit(ctx)
	if err != nil {
		return dataverse.BusinessUnit{}, err
	}
	if configured != "" {
		s.found.BusinessUnit = true
		return s.configuredUnit(ctx, root, configured)
	}
	key, err := s.client.Key(ctx, unitTable, s.companyID)
	if err != nil {
		return dataverse.BusinessUnit{}, err
	}
	name := dataverse.CompanyUnitName(s.name, s.companyID)
	unit, exists, err := s.client.CompanyBusinessUnit(ctx, root.ID, name, s.companyID)
	if err != nil {
		return dataverse.BusinessUnit{}, err
	}
	if exists {
		s.found.BusinessUnit = !strings.EqualFold(unit.ID, key)
		return unit, nil
	}
	unit, err = s.client.CreateBusinessUnit(ctx, dataverse.BusinessUnit{ID: key, Name: name, ParentID: root.ID})
	return unit, keyConflict(err, s.companyID)
}

func (s *setup) configuredUnit(ctx context.Context, root dataverse.BusinessUnit, id string) (dataverse.BusinessUnit, error) {
	unit, exists, err := s.client.BusinessUnit(ctx, id)
	if err != nil {
		return unit, err
	}
	return unit, checkUnit(unit, exists, root, id)
}

// checkUnit refuses a unit that Business Central would not offer.
func checkUnit(unit dataverse.BusinessUnit, exists bool, root dataverse.BusinessUnit, id string) error {
	if !exists {
		return framework.Errorf("There is no such business unit", "Check the id, or leave business_unit_id out so that a unit of the company's own is made.",
			"Dataverse has no business unit with the id %s.", id).At("business_unit_id")
	}
	if !strings.EqualFold(unit.ParentID, root.ID) {
		return framework.Errorf("The business unit is not one level below the root", "Choose a unit directly below "+root.Name+", or leave business_unit_id out.",
			"Business Central works only with business units one level below the root unit; %q is not.", unit.Name).At("business_unit_id")
	}
	return nil
}

// team returns the owning team of the unit, which it creates if there is none.
func (s *setup) team(ctx context.Context, unit dataverse.BusinessUnit) (dataverse.Team, error) {
	key, err := s.client.Key(ctx, teamTable, unit.ID+"/"+s.companyID)
	if err != nil {
		return dataverse.Team{}, err
	}
	name := teamName(unit.Name)
	team, exists, err := s.client.OwningTeam(ctx, unit.ID, name)
	if err != nil {
		return dataverse.Team{}, err
	}
	if exists {
		s.found.Team = !strings.EqualFold(team.ID, key)
		return team, nil
	}
	team, err = s.client.CreateOwnerTeam(ctx, dataverse.Team{ID: key, Name: name, BusinessUnitID: unit.ID})
	return team, keyConflict(err, s.companyID)
}

// makeUnit makes the company's own business unit, or returns the configured one, once nothing is lacking that the steps after it
// need.
func (s *setup) makeUnit(ctx context.Context, op *framework.Operation[companyModel], configured string) (unit dataverse.BusinessUnit, err error) {
	var lacking framework.Lacking
	_, err = s.baseRoles(ctx)
	if err = lacking.Add(err); err == nil && configured != "" {
		unit, err = s.unit(ctx, configured)
		err = lacking.Add(err)
	}
	if err = errors.Join(err, lacking.Err()); err != nil {
		return unit, err
	}
	op.Making(ctx)
	if configured != "" {
		return unit, nil
	}
	return s.unit(ctx, "")
}

// baseRoles returns the base role and its copies, of which there must be one.
func (s *setup) baseRoles(ctx context.Context) ([]dataverse.Role, error) {
	if len(s.base) > 0 {
		return s.base, nil
	}
	roles, err := s.client.Roles(ctx, dataverse.RoleQuery{RootID: dataverse.BaseIntegrationRole})
	if err == nil && len(roles) == 0 {
		err = framework.Errorf("The base integration solution is not imported",
			"Import the solution bcbi_CdsBaseIntegration first, for example with bcsales_solution, and let this resource depend on it.",
			"Dataverse has no security role with the id %s, which that solution brings.", dataverse.BaseIntegrationRole)
	}
	s.base = roles
	return roles, err
}

// role gives the team the copy of the base role, without which Dataverse accepts no record that the team owns.
func (s *setup) role(ctx context.Context, team dataverse.Team) error {
	principal := dataverse.Principal{Kind: dataverse.TeamPrincipal, ID: team.ID}
	has, exists, err := s.client.PrincipalRoles(ctx, principal)
	if err != nil {
		return err
	}
	if exists {
		if _, ok := has.RoleWithRoot(dataverse.BaseIntegrationRole); ok {
			return nil
		}
	}
	roles, err := s.baseRoles(ctx)
	if err != nil {
		return err
	}
	// A new business unit gets its copies of the roles from the service.
	var copyID string
	err = transport.Poll(ctx, transport.Quick(), func(ctx context.Context) (bool, string, error) {
		copies, err := s.client.Roles(ctx, dataverse.RoleQuery{RootID: dataverse.BaseIntegrationRole, BusinessUnitID: team.BusinessUnitID})
		if err != nil || len(copies) == 0 {
			return false, "waiting for the business unit's copy of the role " + roles[0].Name, err
		}
		copyID = copies[0].ID
		return true, "", nil
	})
	if err != nil {
		return err
	}
	return s.client.AssignRole(ctx, principal, copyID)
}

// row returns the company row, which it creates if there is none. A row without an owning team gets the team.
func (s *setup) row(ctx context.Context, team dataverse.Team) (dataverse.Company, error) {
	key, err := s.client.Key(ctx, companyTable, s.companyID)
	if err != nil {
		return dataverse.Company{}, err
	}
	row, exists, err := s.client.CompanyByExternalID(ctx, s.companyID)
	if err != nil {
		return dataverse.Company{}, err
	}
	if !exists {
		row, err = s.client.CreateCompany(ctx, dataverse.Company{ID: key, ExternalID: s.companyID, Name: s.name, OwningTeamID: team.ID})
		return row, keyConflict(err, s.companyID)
	}
	s.found.Company = !strings.EqualFold(row.ID, key)
	if strings.EqualFold(row.OwningTeamID, team.ID) && (texts.Same(row.Name, s.name) || !s.rename) {
		return row, nil
	}
	name := row.Name
	if s.rename {
		name = s.name
	}
	return setRow(ctx, s.client, rowChange{companyID: s.companyID, before: row, name: name, teamID: team.ID}, row)
}

// keyConflict adds the import command to the refusal of a row that has the key of one of the company's. A row of another
// company is imported under that company's id.
func keyConflict(err error, companyID string) error {
	return framework.KeyConflict(err, func(conflict *dataverse.KeyConflictError) string {
		if conflict.Column == "bcbi_externalid" && conflict.Got != "" {
			companyID = conflict.Got
		}
		return "terraform import <address of this resource> " + companyID
	})
}
