// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// Service principals and accounts take their time to reach Dataverse.
const (
	createTimeout = 20 * time.Minute
	changeTimeout = 10 * time.Minute
)

// NewUser returns the resource bcsales_integration_user.
func NewUser() resource.Resource {
	return framework.NewResource[userModel](framework.Definition[userModel]{
		Name:   "integration_user",
		Noun:   "integration user",
		Schema: userSchema(),
		Needs:  framework.Dataverse | framework.Graph,
		MayUse: framework.BusinessCentral,
		Permissions: framework.Permissions{
			Dataverse: "the role System Administrator, or a role that may read, create, change and, for `deletion_policy = \"delete\"`, delete users, assign roles (`prvAssignRole`), read the records whose owners are counted, and read the connections to Business Central (`nav_connection`), which say who uses the user.",
			Entra:     framework.EntraAccount,
		},
		Names:   []string{"application_id"},
		IDParts: []framework.IDPart{{Name: "system_user_id", Description: "Id of the user in Dataverse.", GUID: true}},
		Local: map[string]string{
			"adopt_existing":  "says what creation does with a user that exists",
			"deletion_policy": "says what destroy does",
		},
		Timeouts: framework.Timeouts{Create: createTimeout, Update: changeTimeout, Delete: changeTimeout},
		Create:   createUser,
		Recover:  recoverUser,
		Read:     readUser,
		Update:   updateUser,
		Delete:   deleteUser,
		Plan:     planUser,

		PlanDestroy: planDestroyUser,
		Validate:    validate,
	})
}

func createUser(ctx context.Context, op *framework.Operation[userModel], plan userModel) error {
	if plan.isApplication() {
		return createApplication(ctx, op, plan)
	}
	return takeAccount(ctx, op, plan)
}

// recoverUser looks for the application user that an interrupted creation may have made: its id is known beforehand.
func recoverUser(ctx context.Context, op *framework.Operation[userModel], plan userModel) (userModel, bool, error) {
	if !plan.isApplication() {
		return recoverAccount(ctx, op, plan)
	}
	client, application := op.Dataverse, plan.ApplicationID.Canonical()
	key, err := client.Key(ctx, table, application)
	if err != nil {
		return plan, false, err
	}
	user, found, err := client.OwnApplicationUser(ctx, key, application)
	if err != nil || !found || user.Deleted() {
		return plan, false, keyConflict(err)
	}
	plan.set(user)
	return plan, true, nil
}

func readUser(ctx context.Context, op *framework.Operation[userModel], state userModel) (userModel, bool, error) {
	client := op.Dataverse
	user, found, err := client.SystemUser(ctx, state.ID.ValueString())
	if err != nil || !found || user.Deleted() {
		return state, false, err
	}
	if problem := refuseAdministrator(user, client.Origin()); problem != nil {
		op.Warn(problem)
	}
	prior := state
	state.set(user)
	return state, true, noteUnit(ctx, op, prior, state)
}

func updateUser(ctx context.Context, op *framework.Operation[userModel], plan, state userModel) error {
	user, err := present(ctx, op.Dataverse, state.ID.ValueString())
	if err != nil {
		return err
	}
	if err := converge(ctx, op, state.before(), user, plan); err != nil {
		return err
	}
	return setUnit(ctx, op, plan)
}
