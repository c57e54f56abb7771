// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/dataverse"
)

// userChecks look at the integration user, as Business Central does before it connects (BCApps, table CRM Connection
// Setup, TestIntegrationUserRequirements; codeunit CDS Integration Impl.).
func userChecks() []check {
	return []check{
		{"integration_user", "There is exactly one user with the setup's user name", checkUser},
		{"integration_user_enabled", "The integration user is enabled", checkUserEnabled},
		{"integration_user_base_role", "The integration user has the role of the base integration solution", checkUserBaseRole},
		{"integration_user_sales_roles", "The integration user has the roles of the Sales integration solution", checkUserSalesRoles},
		{"integration_user_not_administrator", "The integration user is no System Administrator", checkUserNotAdministrator},
		{"integration_user_business_unit", "The integration user is in the root business unit", checkUserUnit},
		{"integration_user_application", "The integration user's application has no other user", checkUserApplication},
	}
}

const remedyAssign = "Give the roles with bcsales_security_role_assignment."

func checkUser(f *facts) (outcome, error) {
	setup, err := f.setup()
	if err != nil {
		return outcome{}, err
	}
	users, err := f.users()
	if err != nil {
		return outcome{}, err
	}
	switch len(users) {
	case 0:
		return fail("Create the user with bcsales_integration_user, and refer to its internal_email_address in user_name of bcsales_dataverse_connection_setup.",
			"Dataverse has no user with the e-mail address %q. Business Central would not check anything about its user then.", setup.UserName)
	case 1:
		return pass("%s is %s.", setup.UserName, users[0].FullName)
	}
	names := make([]string, len(users))
	for i, user := range users {
		names[i] = user.FullName + " (" + user.ID + ")"
	}
	return fail("Give the integration user an e-mail address of its own: internal_email_address of bcsales_integration_user.",
		"%d users have the e-mail address %s, by which Business Central finds its user: %s.", len(users), setup.UserName, strings.Join(names, ", "))
}

func checkUserEnabled(f *facts) (outcome, error) {
	user, err := f.user()
	if err != nil {
		return outcome{}, err
	}
	if user.Disabled {
		return fail("Enable the user: enabled = true in bcsales_integration_user.", "The user %s is disabled.", user.Email)
	}
	return pass("The user %s is enabled.", user.Email)
}

func checkUserBaseRole(f *facts) (outcome, error) {
	return f.userHas(dataverse.BaseIntegrationRole)
}

func checkUserSalesRoles(f *facts) (outcome, error) {
	return f.userHas(dataverse.IntegrationAdministratorRole, dataverse.IntegrationUserRole)
}

func (f *facts) userHas(ids ...string) (outcome, error) {
	user, err := f.user()
	if err != nil {
		return outcome{}, err
	}
	var names, lacking []string
	for _, id := range ids {
		role, found, err := f.rootRole(id)
		switch {
		case err != nil:
			return outcome{}, err
		case !found:
			return skip("There is no role with the id %s.", id)
		case user.HasRole(id):
			names = append(names, role.Name)
		default:
			lacking = append(lacking, role.Name)
		}
	}
	if len(lacking) > 0 {
		return fail(remedyAssign+" Business Central wants the roles of the root business unit, so the user must be in that unit.",
			"The user %s lacks %s.", user.Email, strings.Join(lacking, " and "))
	}
	return pass("The user %s has %s.", user.Email, strings.Join(names, " and "))
}

func checkUserNotAdministrator(f *facts) (outcome, error) {
	user, err := f.user()
	if err != nil {
		return outcome{}, err
	}
	if role, is := user.RoleOfTemplate(dataverse.SystemAdministratorTemplate); is {
		return fail("Take the role from the user, or name another user in user_name of bcsales_dataverse_connection_setup.",
			"The user %s has the role %s, and Business Central refuses to connect as an administrator.", user.Email, role.Name)
	}
	return pass("The user %s does not have the role.", user.Email)
}

func checkUserUnit(f *facts) (outcome, error) {
	user, err := f.user()
	if err != nil {
		return outcome{}, err
	}
	root, err := f.root()
	if err != nil {
		return outcome{}, err
	}
	if !same(user.BusinessUnitID, root.ID) {
		return fail("Move the user: set business_unit_id of bcsales_integration_user to "+root.ID+". Then apply again: moving takes the roles away.",
			"The user %s is in the business unit %s. Business Central compares the ids of roles, which only roles of the root business unit have.", user.Email, user.BusinessUnitID)
	}
	return pass("The user %s is in the business unit %s.", user.Email, root.Name)
}

func checkUserApplication(f *facts) (outcome, error) {
	user, err := f.user()
	if err != nil {
		return outcome{}, err
	}
	dv, err := f.dv()
	if err != nil {
		return outcome{}, err
	}
	full, found, err := dv.SystemUser(f.ctx, user.ID)
	if err != nil {
		return outcome{}, err
	}
	if !found || full.ApplicationID == "" {
		return skip("The user %s is no application user.", user.Email)
	}
	users, err := dv.ApplicationUsers(f.ctx, full.ApplicationID)
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
		return fail("Delete the other users in the Power Platform admin center.",
			"The application %s has other users too: %s. Business Central refuses to choose.", full.ApplicationID, strings.Join(others, ", "))
	}
	return pass("The application %s has one user.", full.ApplicationID)
}
