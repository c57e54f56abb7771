// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// userChecks look at the integration user, as Business Central does before it connects (BCApps, table CRM Connection
// Setup, TestIntegrationUserRequirements; codeunit CDS Integration Impl.).
func userChecks() []check {
	return []check{
		{"integration_user", "There is exactly one user with the setup's user name", ofEnvironment, checkUser},
		{"integration_user_enabled", "The integration user is enabled", ofEnvironment, checkUserEnabled},
		{"integration_user_base_role", "The integration user has the role of the base integration solution", ofEnvironment, checkUserBaseRole},
		{"integration_user_sales_roles", "The integration user has the roles of the Sales integration solution", ofEnvironment, checkUserSalesRoles},
		{"integration_user_not_administrator", "The integration user is no System Administrator", ofEnvironment, checkUserNotAdministrator},
		{"integration_user_business_unit", "The integration user is in the root business unit", ofEnvironment, checkUserUnit},
		{"integration_user_application", "The integration user's application has no other user", ofEnvironment, checkUserApplication},
	}
}

const remedyAssign = "Give the role to the user with bcsales_security_role_assignment and system_user_id."

func checkUser(ctx context.Context, f *facts) (outcome, error) {
	setup, err := f.setup(ctx)
	if err != nil {
		return outcome{}, err
	}
	users, err := f.users(ctx)
	if err != nil {
		return outcome{}, err
	}
	switch len(users) {
	case 0:
		return fail("Create the user with bcsales_integration_user, and set user_name of bcsales_dataverse_connection_setup to its internal_email_address.",
			"Dataverse has no user with the e-mail address %q. Business Central would not check anything about its user then.", setup.UserName)
	case 1:
		return pass("%s is %s.", setup.UserName, users[0].FullName)
	}
	names := make([]string, len(users))
	for i, user := range users {
		names[i] = user.FullName + " (" + user.ID + ")"
	}
	return fail("Give the integration user an e-mail address of its own: change internal_email_address of bcsales_integration_user, and let user_name of bcsales_dataverse_connection_setup refer to it.",
		"%d enabled users have the e-mail address %s, by which Business Central finds its user: %s.", len(users), setup.UserName, strings.Join(names, ", "))
}

func checkUserEnabled(ctx context.Context, f *facts) (outcome, error) {
	user, err := f.user(ctx)
	if err != nil {
		return outcome{}, err
	}
	if user.Disabled {
		return fail("Enable the user: enabled = true in bcsales_integration_user.", "The user %s is disabled.", user.Email)
	}
	return pass("The user %s is enabled.", user.Email)
}

func checkUserBaseRole(ctx context.Context, f *facts) (outcome, error) {
	return f.userHas(ctx, dataverse.BaseIntegrationRole)
}

func checkUserSalesRoles(ctx context.Context, f *facts) (outcome, error) {
	return f.userHas(ctx, rules.SalesRoles()...)
}

func (f *facts) userHas(ctx context.Context, ids ...string) (outcome, error) {
	user, err := f.user(ctx)
	if err != nil {
		return outcome{}, err
	}
	roots, err := f.rootRoles(ctx, ids)
	if err != nil {
		return outcome{}, err
	}
	names, lacking := rules.UserRoles(user, roots)
	if len(lacking) > 0 {
		return fail(remedyAssign,
			"The user %s lacks %s.", user.Email, strings.Join(lacking, " and "))
	}
	return pass("The user %s has %s.", user.Email, strings.Join(names, " and "))
}

func checkUserNotAdministrator(ctx context.Context, f *facts) (outcome, error) {
	user, err := f.user(ctx)
	if err != nil {
		return outcome{}, err
	}
	if role, is := rules.Administrator(user); is {
		return fail("Take the role System Administrator from the user in the Power Platform admin center. Or name another user in user_name of bcsales_dataverse_connection_setup.",
			"The user %s has the role %s, and Business Central refuses to connect as an administrator.", user.Email, role.Name)
	}
	return pass("The user %s does not have the role.", user.Email)
}

func checkUserUnit(ctx context.Context, f *facts) (outcome, error) {
	user, err := f.user(ctx)
	if err != nil {
		return outcome{}, err
	}
	root, err := f.root(ctx)
	if err != nil {
		return outcome{}, err
	}
	if !same(user.BusinessUnitID, root.ID) {
		return fail("Set business_unit_id = \""+root.ID+"\" in bcsales_integration_user, and apply again when it has moved: moving takes the user's roles away.",
			"The user %s is in the business unit %s. Business Central compares the ids of roles, which only roles of the root business unit have.", user.Email, user.BusinessUnitID)
	}
	return pass("The user %s is in the business unit %s.", user.Email, root.Name)
}

func checkUserApplication(ctx context.Context, f *facts) (outcome, error) {
	user, err := f.user(ctx)
	if err != nil {
		return outcome{}, err
	}
	dv, err := f.dv()
	if err != nil {
		return outcome{}, err
	}
	full, found, err := dv.SystemUser(ctx, user.ID)
	if err != nil {
		return outcome{}, err
	}
	if !found || full.ApplicationID == "" {
		return skip("The user %s is no application user.", user.Email)
	}
	users, err := dv.ApplicationUsers(ctx, full.ApplicationID)
	if err != nil {
		return outcome{}, err
	}
	var others []string
	for _, other := range users {
		if !same(other.ID, user.ID) && !other.Deleted() {
			others = append(others, other.ID)
		}
	}
	if len(others) > 0 {
		return fail("Deactivate and delete the other application users of the application in the Power Platform admin center.",
			"The application %s has other users too: %s. Business Central refuses to choose.", full.ApplicationID, strings.Join(others, ", "))
	}
	return pass("The application %s has one user.", full.ApplicationID)
}
