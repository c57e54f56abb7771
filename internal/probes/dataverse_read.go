// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package probes

import (
	"cmp"
	"context"
	"errors"
	"net/http"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// namesAndFilters are the probes of Dataverse that only read.
func namesAndFilters() []Probe {
	return []Probe{
		{
			ID: "owning-team-property", Question: "How does Dataverse spell the navigation property of a company's owning team?",
			Ask: owningTeamProperty,
		},
		{
			ID: "sales-role-names", Question: "What are the display names of the roles that come with the Sales solution?",
			Ask: salesRoleNames,
		},
		{
			ID: "principals-by-root-role", Question: "Does Dataverse filter users and teams by the root role of their roles?",
			Ask: principalsByRootRole,
		},
		{
			ID: "role-privileges", Question: "Do the roles of the integration solutions let the integration user create what is synchronized?",
			Ask: rolePrivileges,
		},
	}
}

// owningTeamProperty reads the definition of the table that the base solution brings.
func owningTeamProperty(ctx context.Context, l *Lab) (a Answer, err error) {
	if err := l.needDataverse(); err != nil {
		return a, err
	}
	property, err := l.Dataverse.LookupProperty(ctx, "bcbi_company", "bcbi_defaultowningteam")
	if odata.IsStatus(err, http.StatusNotFound) {
		return a, errNoBaseSolution
	}
	if err != nil {
		return a, err
	}
	a.addf("navigation property: %s", cmp.Or(property, "none for the column bcbi_defaultowningteam"))
	return a, nil
}

var errNoBaseSolution = errors.New("the base integration solution, which brings the table, is not installed")

// salesRoleNames reads the roles with the ids that are the same everywhere, and looks for the one that has none.
func salesRoleNames(ctx context.Context, l *Lab) (a Answer, err error) {
	if err := l.needDataverse(); err != nil {
		return a, err
	}
	solution, found, err := l.Dataverse.Solution(ctx, dataverse.SalesIntegrationSolution)
	switch {
	case err != nil:
		return a, err
	case !found:
		return a, errors.New("the Sales integration solution, which brings the roles, is not installed")
	}
	a.Notes = append(a.Notes, "version of the solution: "+solution.Version)
	for _, known := range []struct{ what, id string }{
		{"administrator", dataverse.IntegrationAdministratorRole}, {"user", dataverse.IntegrationUserRole},
	} {
		roles, err := l.Dataverse.Roles(ctx, dataverse.RoleQuery{ID: known.id})
		if err != nil {
			return a, err
		}
		name := "no role has this id"
		if len(roles) > 0 {
			name = roles[0].Name
		}
		a.addf("role of the integration's %s: %s", known.what, name)
	}
	const availability = "Dynamics 365 Business Central Product Availability User"
	roles, err := l.Dataverse.Roles(ctx, dataverse.RoleQuery{Name: availability})
	if err != nil {
		return a, err
	}
	a.addf("a role %q: %t", availability, len(roles) > 0)
	return a, nil
}

// principalsByRootRole asks for the users and the teams with a role that does not exist: what counts is whether the filter
// is refused.
func principalsByRootRole(ctx context.Context, l *Lab) (a Answer, err error) {
	if err := l.needDataverse(); err != nil {
		return a, err
	}
	for _, kind := range []dataverse.PrincipalKind{dataverse.UserPrincipal, dataverse.TeamPrincipal} {
		var refused error
		for _, err := range l.Dataverse.EachPrincipal(ctx, kind, dataverse.PrincipalQuery{RootRoleID: uuid.NewString()}) {
			refused = err
		}
		if err := a.outcome("the filter of a "+string(kind), refused); err != nil {
			return a, err
		}
	}
	return a, nil
}

// rolePrivileges reads whether the roles of the integration user together have the privileges to create rows of the main tables.
func rolePrivileges(ctx context.Context, l *Lab) (a Answer, err error) {
	if err := l.needDataverse(); err != nil {
		return a, err
	}
	roles := []string{dataverse.BaseIntegrationRole, dataverse.IntegrationAdministratorRole, dataverse.IntegrationUserRole}
	for _, id := range roles {
		found, err := l.Dataverse.Roles(ctx, dataverse.RoleQuery{ID: id})
		if err != nil {
			return a, err
		}
		if len(found) == 0 {
			return a, errors.New("the integration solutions, which bring the roles, are not both installed")
		}
	}
	tables := []string{"Account", "Contact", "Invoice", "Opportunity", "Product", "TransactionCurrency"}
	may, err := l.Dataverse.RolesMayCreate(ctx, roles, tables)
	if err != nil {
		return a, err
	}
	for _, table := range tables {
		a.addf("create %s: %t", table, may[table])
	}
	return a, nil
}
