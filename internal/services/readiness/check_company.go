// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"errors"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// companyChecks look at the company's row and team in Dataverse.
func companyChecks() []check {
	return []check{
		{"company_row", "Dataverse has a row of the company", ofCompany, checkRow},
		{"owning_team", "The company has an owning team", ofCompany, checkTeam},
		{"company_row_owner", "The owning team owns the company's row", ofCompany, checkRowOwner},
		{"owning_team_base_role", "The owning team has the role of the base integration solution", ofCompany, checkTeamBaseRole},
		{"owning_team_sales_roles", "The owning team has the roles of the Sales integration solution", ofCompany, checkTeamSalesRoles},
	}
}

// Remedies that several checks have.
const (
	remedyTeamRole = "Give the role to the team with bcsales_security_role_assignment and team_id."
	remedyCompany  = "Create the company's business unit, team and row with bcsales_dataverse_company."
)

func checkRow(ctx context.Context, f *facts) (outcome, error) {
	row, err := f.row(ctx)
	var none unmet
	if errors.As(err, &none) && none.why == noRow {
		return fail(remedyCompany, "The Dataverse table bcbi_company has no row whose bcbi_externalid is %s.", f.company)
	}
	if err != nil {
		return outcome{}, err
	}
	return pass("The row is %s (%s).", row.Name, row.ID)
}

func checkTeam(ctx context.Context, f *facts) (outcome, error) {
	row, err := f.row(ctx)
	if err != nil {
		return outcome{}, err
	}
	team, err := f.team(ctx)
	if _, ok := errors.AsType[unmet](err); ok {
		return fail(remedyCompany+" If it exists already, apply it again: it names its team in the row.", "The company's row names the team %q, which does not exist.", row.OwningTeamID)
	}
	if err != nil {
		return outcome{}, err
	}
	return pass("The team is %s.", team.Name)
}

func checkRowOwner(ctx context.Context, f *facts) (outcome, error) {
	team, err := f.team(ctx)
	if err != nil {
		return outcome{}, err
	}
	row, err := f.row(ctx)
	if err != nil {
		return outcome{}, err
	}
	if !same(row.OwnerID, team.ID) {
		return fail("Assign the row of the table bcbi_company to the team "+team.Name+", with Assign in Power Apps or with ownerid in Dataverse's Web API.", "The row is owned by %s.", row.OwnerID)
	}
	return pass("The row is owned by the team %s.", team.Name)
}

func checkTeamBaseRole(ctx context.Context, f *facts) (outcome, error) {
	return f.teamHas(ctx, remedyTeamRole, dataverse.BaseIntegrationRole)
}

func checkTeamSalesRoles(ctx context.Context, f *facts) (outcome, error) {
	return f.teamHas(ctx, remedyTeamRole, rules.SalesRoles()...)
}

// teamHas looks for the copies that the roles have in the team's business unit.
func (f *facts) teamHas(ctx context.Context, remedy string, ids ...string) (outcome, error) {
	team, err := f.team(ctx)
	if err != nil {
		return outcome{}, err
	}
	held, err := f.teamRoles(ctx)
	if err != nil {
		return outcome{}, err
	}
	roots, err := f.rootRoles(ctx, ids)
	if err != nil {
		return outcome{}, err
	}
	names, lacking := rules.TeamRoles(held, roots)
	if len(lacking) > 0 {
		return fail(remedy, "The team %s lacks %s.", team.Name, strings.Join(lacking, " and "))
	}
	return pass("The team %s has %s.", team.Name, strings.Join(names, " and "))
}
