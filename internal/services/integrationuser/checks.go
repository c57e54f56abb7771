// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
)

// refuseAdministrator returns the problem of a user with System Administrator, in Business Central's words (BCApps
// CRMConnectionSetup.Table.al), or nil. The role is told by its template, because its id and name differ between
// environments.
func refuseAdministrator(user dataverse.SystemUser, origin string) *framework.Problem {
	role, has := user.RoleOfTemplate(dataverse.SystemAdministratorTemplate)
	if !has {
		return nil
	}
	return framework.Errorf("The user has the role System Administrator",
		"Take the role from the user, or choose another user. Business Central refuses to sign in with it.",
		"Business Central: User %s has the %s role on server %s. You must choose a user that does not have the %s role.", label(user), role.Name, origin, role.Name)
}

// checkAdministrator is refuseAdministrator as an error.
func checkAdministrator(user dataverse.SystemUser, origin string) error {
	if problem := refuseAdministrator(user, origin); problem != nil {
		return problem
	}
	return nil
}

// checkPerson refuses the service principal of an application instead of an account: other rules hold for it.
func checkPerson(user dataverse.SystemUser) error {
	if user.ApplicationID == "" {
		return nil
	}
	return framework.Errorf("The object is an application, not an account", "Set application_id to "+user.ApplicationID+" instead of object_id, and leave access_mode out.",
		"%s belongs to the application user %s. Dataverse does not let the access mode of an application user be changed.", user.ObjectID, label(user)).At("object_id")
}

func label(user dataverse.SystemUser) string {
	for _, name := range []string{user.Email, user.UserName, user.FullName} {
		if name != "" {
			return name
		}
	}
	return user.ID
}

// checkEmail refuses an address that another user has: Business Central finds the integration user by it. The user of the same
// application, if any, is no other one: another configuration may have made it since it was looked for.
func checkEmail(ctx context.Context, client *dataverse.Client, email, ownID, application string) error {
	users, err := client.SystemUsers(ctx, dataverse.SystemUserQuery{Email: email})
	if err != nil {
		return err
	}
	for _, user := range users {
		if !strings.EqualFold(user.ID, ownID) && (application == "" || !strings.EqualFold(user.ApplicationID, application)) {
			return framework.Errorf("The e-mail address is taken", "Set internal_email_address to another address; no mail is ever sent to it.",
				"Business Central finds the integration user by its e-mail address, and %s belongs to %s (%s).", email, user.FullName, user.ID).At("internal_email_address")
		}
	}
	return nil
}

// checkQuota refuses one more non-interactive account when there are as many as an environment may have.
func checkQuota(ctx context.Context, client *dataverse.Client, ownID string) error {
	users, err := client.NonInteractiveUsers(ctx)
	if err != nil {
		return err
	}
	var lines []string
	for _, user := range users {
		if strings.EqualFold(user.ID, ownID) {
			return nil
		}
		lines = append(lines, fmt.Sprintf("  - %s (%s)", label(user), user.ID))
	}
	if len(lines) < dataverse.NonInteractiveQuota {
		return nil
	}
	return framework.Errorf("There are as many non-interactive users as an environment may have",
		remedies.NonInteractiveQuota,
		"An environment may have at most %d non-interactive users. The existing ones are:\n%s", dataverse.NonInteractiveQuota, strings.Join(lines, "\n")).At("access_mode")
}

// explain says which argument a refusal of a change is about. What to do is known by the code, but for an address that is
// taken, which other resources mean otherwise.
func explain(err error) error {
	for _, known := range []struct{ code, summary, remedy, at string }{
		{dataverse.CodeNonInteractiveQuota, "There are as many non-interactive users as an environment may have", "", "access_mode"},
		{dataverse.CodeEnableWithoutLicense, "The user has no license", "", "enabled"},
		{dataverse.CodeAccessModeTransition, "The access mode cannot be changed", "", "access_mode"},
		{dataverse.CodeDuplicateRecord, "The e-mail address is taken", "Set internal_email_address to another address; the one that has it may be a deleted user.", "internal_email_address"},
	} {
		if odata.HasCode(err, known.code) {
			problem := framework.Errorf(known.summary, known.remedy, "Dataverse refused the change.").At(known.at)
			problem.Err = err
			return problem
		}
	}
	return err
}
