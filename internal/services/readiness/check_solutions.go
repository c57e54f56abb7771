// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// solutionChecks look at the solutions of the integration and the roles that they bring.
func solutionChecks() []check {
	return []check{
		{"base_solution", "The base integration solution is installed", ofEnvironment, checkBaseSolution},
		{"sales_solution", "The Sales integration solution is installed", ofEnvironment, checkSalesSolution},
		{"base_role", "The role of the base integration solution is there", ofEnvironment, checkBaseRole},
		{"sales_roles", "The roles of the Sales integration solution are there", ofEnvironment, checkSalesRoles},
	}
}

func remedyImport(name string) string {
	return "Import the solution " + name + " with bcsales_solution."
}

func checkBaseSolution(ctx context.Context, f *facts) (outcome, error) {
	solution, err := f.solution(ctx, dataverse.BaseIntegrationSolution)
	if err != nil {
		return outcome{}, err
	}
	if !solution.found {
		return fail(remedyImport(dataverse.BaseIntegrationSolution), "Dataverse has no solution %s.", dataverse.BaseIntegrationSolution)
	}
	if !rules.AcceptsBaseVersion(solution.it.Version) {
		return fail("Import version 1.0 or newer of the solution "+dataverse.BaseIntegrationSolution+" with bcsales_solution.", "Version %s is installed, and Business Central requires 1.0 at least.", solution.it.Version)
	}
	return pass("Version %s is installed.", solution.it.Version)
}

func checkSalesSolution(ctx context.Context, f *facts) (outcome, error) {
	solution, err := f.solution(ctx, dataverse.SalesIntegrationSolution)
	if err != nil {
		return outcome{}, err
	}
	if !solution.found {
		return fail(remedyImport(dataverse.SalesIntegrationSolution), "Dataverse has no solution %s.", dataverse.SalesIntegrationSolution)
	}
	return pass("Version %s is installed.", solution.it.Version)
}

func checkBaseRole(ctx context.Context, f *facts) (outcome, error) {
	return f.rolesPresent(ctx, dataverse.BaseIntegrationSolution, dataverse.BaseIntegrationRole)
}

func checkSalesRoles(ctx context.Context, f *facts) (outcome, error) {
	return f.rolesPresent(ctx, dataverse.SalesIntegrationSolution, rules.SalesRoles()...)
}

// rolesPresent looks for roles by their fixed ids. While the solution is missing, that is what has to be fixed.
func (f *facts) rolesPresent(ctx context.Context, solution string, ids ...string) (outcome, error) {
	if err := f.installed(ctx, solution); err != nil {
		return outcome{}, err
	}
	var names, lacking []string
	var ahead error
	for _, id := range ids {
		role, err := f.rootRole(ctx, id)
		if odata.IsAhead(err) {
			ahead = err
			continue
		}
		if err != nil {
			return outcome{}, err
		}
		if role.found {
			names = append(names, role.it.Name)
		} else {
			lacking = append(lacking, id)
		}
	}
	if ahead != nil {
		return outcome{}, ahead
	}
	if len(lacking) > 0 {
		return fail("Import a newer version of the solution "+solution+" with bcsales_solution: it brings the role back. Give it to the user and to the team again with bcsales_security_role_assignment.",
			"There is no role with the id %s in the root business unit.", strings.Join(lacking, " and "))
	}
	return pass("%s.", strings.Join(names, ", "))
}
