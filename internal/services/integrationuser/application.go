// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser

import (
	"context"
	"errors"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// table is the part of the keys of users that names the table.
const table = "systemuser"

// existing is what is there of an application's user.
type existing struct {
	// key is the id that this provider gives the user.
	key string
	// user is the one user to take up; present says whether there is one.
	user    dataverse.SystemUser
	present bool
	// leftover is a user of our own whose deletion was begun.
	leftover bool
}

// ours reports whether the user was made by this provider.
func (e existing) ours() bool { return strings.EqualFold(e.user.ID, e.key) }

// lookUp finds out what there is of the application's user, and refuses what must not be taken up.
func lookUp(ctx context.Context, client *dataverse.Client, plan userModel) (existing, error) {
	id := plan.ApplicationID.Canonical()
	key, err := client.Key(ctx, table, id)
	if err != nil {
		return existing{}, err
	}
	users, err := client.ApplicationUsers(ctx, id)
	if err != nil {
		return existing{}, err
	}
	var live, deleted []dataverse.SystemUser
	for _, user := range users {
		if user.Deleted() {
			deleted = append(deleted, user)
		} else {
			live = append(live, user)
		}
	}
	found := existing{key: key}
	switch {
	case len(live) > 1:
		return found, duplicates(id, client.Origin(), live)
	case len(live) == 1:
		found.user, found.present = live[0], true
		if err := checkKeys(live[0], plan); err != nil {
			return found, err
		}
		if !found.ours() && !plan.AdoptExisting.ValueBool() {
			return found, exists(id, live[0])
		}
		return found, checkAdministrator(live[0], client.Origin())
	}
	for _, user := range deleted {
		if !strings.EqualFold(user.ID, key) {
			return found, blocked(id, user)
		}
		found.leftover = true
	}
	return found, nil
}

func duplicates(applicationID, origin string, users []dataverse.SystemUser) error {
	lines := make([]string, len(users))
	for i, user := range users {
		lines[i] = "  - " + label(user) + " (" + user.ID + ")"
	}
	return framework.Errorf("The application has more than one user", "Delete all but one of them in the Power Platform admin center.",
		"Business Central: There are two or more users with application id %s on %s. You must make sure that there is only one user with application id %s on %s.\n%s",
		applicationID, origin, applicationID, origin, strings.Join(lines, "\n")).At("application_id")
}

func exists(applicationID string, user dataverse.SystemUser) *framework.Problem {
	return framework.Errorf("The application has a user already",
		"To manage it, run: terraform import bcsales_integration_user.<name> "+user.ID+"\nTo take it over as it is, set adopt_existing = true; destroy then leaves it in place.",
		"Dataverse has the user %s (%s) for the application %s, and this provider did not make it.", label(user), user.ID, applicationID).At("application_id")
}

func blocked(applicationID string, user dataverse.SystemUser) error {
	return framework.Errorf("A deleted user of the application is in the way",
		"In the Power Platform admin center, under the environment's settings, Users + permissions, Application users, activate the user again and import it with terraform import bcsales_integration_user.<name> "+user.ID+
			", or delete it permanently there, after its records were given to somebody else.",
		"Dataverse has the user %s (%s) of the application %s, which was deleted but not permanently, and accepts no new user of the application as long as it is there. This provider did not make it and so does not delete it.",
		label(user), user.ID, applicationID).At("application_id")
}

func createApplication(ctx context.Context, op *framework.Operation[userModel], plan userModel) error {
	client := op.Dataverse
	found, err := lookUp(ctx, client, plan)
	if err != nil {
		return err
	}
	if found.present {
		return takeUp(ctx, op, found, plan)
	}
	if plan.Email.ValueString() == "" {
		plan.Email.StringValue = types.StringValue(defaultEmail(plan.ApplicationID.Canonical(), client.Origin()))
	}
	id, err := makeUser(ctx, op, found, plan)
	if _, refused := errors.AsType[*framework.Problem](err); refused {
		// Another run may have made the user since.
		if now, lookErr := lookUp(ctx, client, plan); lookErr == nil && now.present {
			return takeUp(ctx, op, now, plan)
		}
	}
	if err != nil {
		return err
	}
	if !strings.EqualFold(id, found.key) {
		// The service may choose the id, but an answer that names another row than the one that was made is taken for nothing.
		if _, _, err := client.OwnApplicationUser(ctx, id, plan.ApplicationID.Canonical()); err != nil {
			return keyConflict(err)
		}
	}
	plan.ID = types.StringValue(id)
	if err := op.Save(ctx, plan); err != nil {
		return err
	}
	user, ok, err := client.SystemUser(ctx, id)
	if err != nil || !ok {
		return err
	}
	if err := checkKeys(user, plan); err != nil {
		return err
	}
	return converge(ctx, op, user, user, plan)
}

// takeUp manages the user that is there.
func takeUp(ctx context.Context, op *framework.Operation[userModel], found existing, plan userModel) error {
	if err := checkUsed(ctx, op.Clients, found.user, plan); err != nil {
		return err
	}
	if !found.ours() {
		if err := op.Found(ctx); err != nil {
			return err
		}
	}
	plan.ID = types.StringValue(found.user.ID)
	if err := op.Save(ctx, plan); err != nil {
		return err
	}
	return converge(ctx, op, found.user, found.user, plan)
}

// makeUser makes the user and returns the id.
func makeUser(ctx context.Context, op *framework.Operation[userModel], found existing, plan userModel) (string, error) {
	client := op.Dataverse
	if err := checkEmail(ctx, client, plan.Email.ValueString(), found.key, plan.ApplicationID.Canonical()); err != nil {
		return "", err
	}
	if found.leftover {
		if err := finishDeletion(ctx, client, found.key); err != nil {
			return "", err
		}
	}
	op.Making(ctx)
	return insert(ctx, client, found.key, plan)
}

// checkKeys refuses a configured object id that is not that of the application's service principal.
func checkKeys(user dataverse.SystemUser, plan userModel) error {
	wanted := plan.ObjectID.Canonical()
	if wanted == "" || user.ObjectID == "" || strings.EqualFold(wanted, user.ObjectID) {
		return nil
	}
	return framework.Errorf("application_id and object_id name different users", "Remove object_id, or set it to the object id of the application's service principal.",
		"The user of the application %s is %s (%s) with the object id %s, not %s.", plan.ApplicationID.Canonical(), label(user), user.ID, user.ObjectID, wanted).At("object_id")
}

// finishDeletion removes a user of our own whose deletion was begun, unless it owns records.
func finishDeletion(ctx context.Context, client *dataverse.Client, id string) error {
	if err := checkOwned(ctx, client, id, "The deleted user of the application is in the way",
		"Give the records to somebody else, then run terraform apply again."); err != nil {
		return err
	}
	return removePermanently(ctx, client, id, func(dataverse.SystemUser) error { return nil })
}

// insert makes the user, waiting for Dataverse to see a new service principal.
func insert(ctx context.Context, client *dataverse.Client, key string, plan userModel) (string, error) {
	application := plan.ApplicationID.Canonical()
	unit := plan.BusinessUnitID.Canonical()
	if unit == "" {
		root, err := client.RootBusinessUnit(ctx)
		if err != nil {
			return "", err
		}
		unit = root.ID
	}
	id := key
	err := transport.Poll(ctx, transport.Quick(), func(ctx context.Context) (bool, string, error) {
		created, err := client.CreateApplicationUser(ctx, dataverse.NewApplicationUser{
			ID: key, ApplicationID: application, BusinessUnitID: unit, Email: plan.Email.ValueString(), Disabled: !plan.Enabled.ValueBool(),
		})
		switch {
		case odata.HasCode(err, dataverse.CodeNotInDirectory):
			return false, "Dataverse does not know the service principal of application " + application + " yet (code " + dataverse.CodeNotInDirectory + ")", nil
		case odata.HasCode(err, dataverse.CodeDuplicateRecord, dataverse.CodeDuplicateApplicationUser):
			return true, "", afterDuplicate(ctx, client, plan, err)
		case odata.HasCode(err, dataverse.CodeApplicationNotRegistered):
			problem := framework.Errorf("The application has no service principal in the tenant",
				"Make one, for example with azuread_service_principal or az ad sp create --id "+application+", and let this resource depend on it.",
				"Dataverse makes users only for applications that the tenant knows.").At("application_id")
			problem.Err = err
			return false, "", problem
		case err != nil:
			return false, "", err
		}
		id = created
		return true, "", nil
	})
	return id, err
}

// afterDuplicate distinguishes an earlier attempt of this creation, whose answer was lost, from somebody else's user.
func afterDuplicate(ctx context.Context, client *dataverse.Client, plan userModel, cause error) error {
	found, err := lookUp(ctx, client, plan)
	switch {
	case err != nil:
		if problem, ok := errors.AsType[*framework.Problem](err); ok {
			problem.Err = cause
		}
		return err
	case found.ours():
		return nil
	case found.present:
		problem := exists(plan.ApplicationID.Canonical(), found.user)
		problem.Err = cause
		return problem
	}
	if _, _, err := client.OwnApplicationUser(ctx, found.key, plan.ApplicationID.Canonical()); err != nil {
		return keyConflict(err)
	}
	return explain(cause)
}

// keyConflict adds the import command to the refusal of a user that has the key of the application's, but is another
// one's.
func keyConflict(err error) error {
	return framework.KeyConflict(err, func(conflict *dataverse.KeyConflictError) string {
		return "terraform import bcsales_integration_user.<name> " + conflict.ID
	})
}
