// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// finding is a requirement of Business Central that is not met.
type finding struct {
	problem *framework.Problem
	// missing reports that the same run may still create what is missing: no error in a plan.
	missing bool
}

// requirements checks what Business Central requires before it connects, in its own words (BCApps, codeunit CDS
// Integration Impl., CheckIntegrationRequirements; table CRM Connection Setup, TestIntegrationUserRequirements).
type requirements struct {
	bc      *bc.Client
	dv      *dataverse.Client
	company string
	// server and user are the connection's.
	server, user string

	found []finding
}

func (s companyAccess) requirements(server, user string) *requirements {
	return &requirements{bc: s.bc, dv: s.dv, company: s.company, server: server, user: user}
}

func (r *requirements) add(p *framework.Problem)     { r.found = append(r.found, finding{problem: p}) }
func (r *requirements) missing(p *framework.Problem) { r.found = append(r.found, finding{p, true}) }

// err returns the findings as one error, in a plan without those that the same run may settle.
func (r *requirements) err(planning bool) error {
	var errs []error
	for _, f := range r.found {
		if !planning || !f.missing {
			errs = append(errs, f.problem)
		}
	}
	return errors.Join(errs...)
}

// checkEnvironment refuses an address that is not the environment whose users and roles the provider sees.
func (r *requirements) checkEnvironment() {
	if problem := otherEnvironment(r.server, r.dv.Origin()); problem != nil {
		r.add(problem)
	}
}

// otherEnvironment says that the address is not the one of the provider's environment; nil when it is.
func otherEnvironment(server, providers string) *framework.Problem {
	if rules.SameEnvironment(server, providers) {
		return nil
	}
	return framework.Errorf("environment_url is not the provider's environment",
		"Set environment_url to the provider's dataverse_url, or use a provider alias whose dataverse_url is that environment.",
		"The setup names %s, and the provider works on %s: what Business Central requires of users, roles and teams cannot be checked there.", server, providers).At("environment_url")
}

// checkUser looks for the one enabled user with the user name, who must not be an administrator.
func (r *requirements) checkUser(ctx context.Context) (dataverse.ConnectionUser, bool, error) {
	withAddress, err := r.dv.ConnectionUsers(ctx, r.user)
	if err != nil {
		return dataverse.ConnectionUser{}, false, err
	}
	users := rules.IntegrationUsers(withAddress)
	switch {
	case len(users) == 0:
		r.missing(framework.Errorf("There is no user with this e-mail address", remedies.UserMissing,
			"There is no user with email address %s in %s.", r.user, r.server).At("user_name"))
		return dataverse.ConnectionUser{}, false, nil
	case users[0].Disabled:
		r.missing(framework.Errorf("The integration user is disabled", remedies.UserDisabled, "User %s is disabled on server %s.", r.user, r.server).At("user_name"))
		return dataverse.ConnectionUser{}, false, nil
	case len(users) > 1:
		r.add(framework.Errorf("More than one user has this e-mail address", "Give the integration user an e-mail address of its own: internal_email_address of bcsales_integration_user.",
			"Business Central finds the integration user by its e-mail address, and %d enabled users of %s have %s:\n%s", len(users), r.server, r.user, listUsers(users)).At("user_name"))
		return dataverse.ConnectionUser{}, false, nil
	}
	user := users[0]
	if role, is := rules.Administrator(user); is {
		r.add(framework.Errorf("The integration user is an administrator", remedies.UserAdministrator,
			"User %[1]s has the %[2]s role on server %[3]s.\n\nYou must choose a user that does not have the %[2]s role.", r.user, role.Name, r.server).At("user_name"))
	}
	return user, true, nil
}

func listUsers(users []dataverse.ConnectionUser) string {
	lines := make([]string, len(users))
	for i, user := range users {
		lines[i] = fmt.Sprintf("  - %s (%s)", user.ID, user.FullName)
	}
	return strings.Join(lines, "\n")
}

// checkUserRoles requires the user to have roles, by the id of the root role.
func (r *requirements) checkUserRoles(user dataverse.ConnectionUser, roles []dataverse.Role) {
	if len(user.Roles) == 0 {
		r.missing(framework.Errorf("The integration user has no roles", remedies.UserRoles, "User %s has no user roles assigned on server %s.", r.user, r.server).At("user_name"))
		return
	}
	_, lacking := rules.UserRoles(user, roles)
	if len(lacking) == 0 {
		return
	}
	names := make([]string, len(roles))
	for i, role := range roles {
		names[i] = role.Name
	}
	required := "You must choose a user that has the role " + names[0] + "."
	if len(names) > 1 {
		required = "You must choose a user that has the roles " + strings.Join(names, " and ") + "."
	}
	hint := ""
	if hasCopy(user, roles) {
		hint = " The user has a copy of a role in its own business unit; Business Central requires the root's, so the user must be in the root business unit."
	}
	r.missing(framework.Errorf("The integration user lacks a role", remedies.UserRoles,
		"User %s does not have the required roles on server %s.\n\n%s\n\nIt lacks: %s.%s", r.user, r.server, required, strings.Join(lacking, ", "), hint).At("user_name"))
}

// hasCopy reports whether the user has one of the root roles as a copy in a child business unit.
func hasCopy(user dataverse.ConnectionUser, roots []dataverse.Role) bool {
	return slices.ContainsFunc(user.Roles, func(role dataverse.Role) bool {
		return !strings.EqualFold(role.ID, role.RootID) && slices.ContainsFunc(roots, func(root dataverse.Role) bool { return root.Is(role.RootID) })
	})
}

// checkBaseSolution requires the base integration solution in a version that Business Central accepts.
func (r *requirements) checkBaseSolution(ctx context.Context) (bool, error) {
	const title = "Business Central Dataverse Base Integration"
	solution, found, err := r.dv.Solution(ctx, dataverse.BaseIntegrationSolution)
	if err != nil {
		return false, err
	}
	if !found {
		r.missing(framework.Errorf("The base integration solution is not installed", remedies.BaseSolution, "Base Dataverse integration solution %s is not installed.", title))
		return false, nil
	}
	if !rules.AcceptsBaseVersion(solution.Version) {
		r.missing(framework.Errorf("The base integration solution is too old", remedies.BaseSolutionOld,
			"Version of the base Dataverse integration solution %s is not the last one. Installed is %s.", title, solution.Version))
	}
	return true, nil
}

// deployedRole is a root role with its copy in a business unit; either is nil when it does not exist.
type deployedRole struct{ root, unitCopy *dataverse.Role }

// role reads the root role with the id, and its copy in a business unit when one is given.
func (r *requirements) role(ctx context.Context, id, unitID string) (deployedRole, error) {
	roots, err := r.dv.Roles(ctx, dataverse.RoleQuery{ID: id})
	if len(roots) == 0 {
		return deployedRole{}, err
	}
	role := deployedRole{root: &roots[0]}
	if unitID == "" {
		return role, nil
	}
	copies, err := r.dv.Roles(ctx, dataverse.RoleQuery{RootID: role.root.ID, BusinessUnitID: unitID})
	if len(copies) == 0 {
		return role, err
	}
	role.unitCopy = &copies[0]
	return role, nil
}

// localCurrency reads the company's local currency; a company without one is a finding.
func (r *requirements) localCurrency(ctx context.Context) (string, bool, error) {
	information, _, err := r.bc.CompanyInformation(ctx, r.company)
	if err != nil {
		return "", false, err
	}
	if information.CurrencyCode == "" {
		r.missing(framework.Errorf("The company has no local currency", remedies.LocalCurrencyMissing,
			"To enable the connection to Dataverse, you must specify the LCY Code in General Ledger Setup."))
		return "", false, nil
	}
	return information.CurrencyCode, true, nil
}
