// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

func deleteUser(ctx context.Context, op *framework.Operation[userModel], state userModel) error {
	id := state.ID.ValueString()
	name := state.label()
	if op.WasFound(ctx) {
		op.Keep("the user "+name, framework.FoundBefore)
		return nil
	}
	if state.DeletionPolicy.ValueString() == policyRetain {
		op.Keep("the user "+name, framework.ByPolicy)
		return nil
	}
	client := op.Dataverse
	user, present, err := client.SystemUser(ctx, id)
	if err != nil || !present {
		return err
	}
	used, err := rules.UserUsage(ctx, client, op.BusinessCentral, id, user.Email)
	if err != nil {
		if !framework.IsRefused(err) { // another failure may pass
			return err
		}
		op.KeepUnseen("the user "+name, err)
		return nil
	}
	if used != "" {
		op.Keep("the user "+name, "it is used by "+used)
		return nil
	}
	if state.DeletionPolicy.ValueString() == policyDelete {
		return deletePermanently(ctx, client, state, user)
	}
	if user.Deleted() {
		return nil
	}
	if err := disable(ctx, client, user); err != nil {
		return err
	}
	op.Warn(&framework.Problem{
		Summary: "The integration user was disabled, not deleted",
		Detail:  "The user " + name + " stays in Dataverse, disabled, as deletion_policy says. A later creation for the same application takes it up again.",
	})
	return nil
}

// disable disables a user, unless somebody else has done so.
func disable(ctx context.Context, client *dataverse.Client, user dataverse.SystemUser) error {
	enabled := func(_ context.Context, now dataverse.SystemUser) (bool, error) {
		return !now.Disabled && !now.Deleted(), nil
	}
	wrote := false
	err := odata.WriteLatest(ctx, odata.LookFrom(user, func(ctx context.Context) (dataverse.SystemUser, bool, error) {
		return client.SystemUser(ctx, user.ID)
	}, enabled), func(ctx context.Context, now dataverse.SystemUser) error {
		disabled := true
		wrote = true
		return client.ChangeSystemUser(ctx, now, dataverse.SystemUserChange{Disabled: &disabled})
	})
	if err != nil || !wrote {
		return err
	}
	now, found, err := client.SystemUser(ctx, user.ID)
	if err != nil || !found {
		if dataverse.IsUserDisabled(err, user.ID) {
			return nil // the provider's own user, which can read nothing any more
		}
		return err
	}
	if still, _ := enabled(ctx, now); still {
		return framework.Errorf("The user is still enabled", "Look at the user in the Power Platform admin center, and run the command again.",
			"Dataverse accepted the change, but still shows the user %s (%s) as enabled.", label(now), now.ID)
	}
	return nil
}

// asPlanned refuses to delete a user whom somebody else has changed since the plan. Disabling is a part of the deletion.
func asPlanned(state userModel, now dataverse.SystemUser) error {
	c := &framework.Contested{}
	if !now.Deleted() {
		c.Kept("internal_email_address", state.Email.ValueString(), now.Email)
		c.Kept("business_unit_id", state.BusinessUnitID.Canonical(), now.BusinessUnitID)
	}
	_, err := c.Left("integration user " + label(now))
	return err
}

// deletePermanently deletes an application user that owns nothing.
func deletePermanently(ctx context.Context, client *dataverse.Client, state userModel, user dataverse.SystemUser) error {
	if user.ApplicationID == "" {
		return framework.Errorf("The user of a Microsoft 365 account cannot be deleted from Dataverse", "Set deletion_policy to \"disable\" or \"retain\" and apply it before destroying.",
			"The user %s (%s) is no application user.", label(user), user.ID)
	}
	if err := checkOwned(ctx, client, user.ID, "The integration user owns records",
		"Give the records to another user or team first, or set deletion_policy to \"disable\" and apply it before destroying."); err != nil {
		return err
	}
	if err := asPlanned(state, user); err != nil {
		return err
	}
	if err := disable(ctx, client, user); err != nil {
		return err
	}
	return removePermanently(ctx, client, user.ID, func(now dataverse.SystemUser) error { return asPlanned(state, now) })
}

// checkOwned refuses while the user owns records, with their counts.
func checkOwned(ctx context.Context, client *dataverse.Client, id, summary, remedy string) error {
	owned, err := client.OwnedRecords(ctx, id, "")
	if err != nil {
		return err
	}
	if len(owned) == 0 {
		return nil
	}
	return framework.Errorf(summary, remedy, "The user %s owns %s, and deleting the user would leave them without an owner.", id, dataverse.DescribeOwned(owned))
}

// removePermanently deletes an inactive user step by step until it is gone: the first deletion only marks it. judge may
// refuse to delete the user as it is before a step.
// Source: https://learn.microsoft.com/power-platform/admin/delete-users
func removePermanently(ctx context.Context, client *dataverse.Client, id string, judge func(now dataverse.SystemUser) error) error {
	return transport.Poll(ctx, transport.Quick(), func(ctx context.Context) (bool, string, error) {
		now, found, err := client.SystemUser(ctx, id)
		if err != nil || !found {
			return err == nil, "", err
		}
		if err := judge(now); err != nil {
			return false, "", err
		}
		err = client.DeleteSystemUser(ctx, now)
		if odata.IsChanged(err) {
			return false, "the user " + id + " was changed before its deletion", nil
		}
		if odata.HasCode(err, dataverse.CodeOwnerSettingsRace) {
			return false, "Dataverse is still busy with the settings of the deleted user " + id + " (code " + dataverse.CodeOwnerSettingsRace + ")", nil
		}
		return false, "waiting for the deletion of the user " + id, err
	})
}
