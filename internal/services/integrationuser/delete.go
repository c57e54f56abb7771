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
	found, err := op.WasFound(ctx)
	if err != nil {
		return err
	}
	if found {
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
		return deletePermanently(ctx, client, user)
	}
	if user.Deleted() {
		return nil
	}
	disabled := true
	if !user.Disabled {
		if err := client.ChangeSystemUser(ctx, id, dataverse.SystemUserChange{Disabled: &disabled}); err != nil {
			return err
		}
	}
	op.Warn(&framework.Problem{
		Summary: "The integration user was disabled, not deleted",
		Detail:  "The user " + name + " stays in Dataverse, disabled, as deletion_policy says. A later creation for the same application takes it up again.",
	})
	return nil
}

// deletePermanently deletes an application user that owns nothing.
func deletePermanently(ctx context.Context, client *dataverse.Client, user dataverse.SystemUser) error {
	if user.ApplicationID == "" {
		return framework.Errorf("The user of a Microsoft 365 account cannot be deleted from Dataverse", "Set deletion_policy to \"disable\" or \"retain\" and apply it before destroying.",
			"The user %s (%s) is no application user.", label(user), user.ID)
	}
	if err := checkOwned(ctx, client, user.ID, "The integration user owns records",
		"Give the records to another user or team first, or set deletion_policy to \"disable\" and apply it before destroying."); err != nil {
		return err
	}
	if !user.Disabled && !user.Deleted() {
		disabled := true
		if err := client.ChangeSystemUser(ctx, user.ID, dataverse.SystemUserChange{Disabled: &disabled}); err != nil {
			return err
		}
	}
	return removePermanently(ctx, client, user.ID)
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

// removePermanently deletes an inactive user step by step until it is gone: the first deletion only marks it.
// Source: https://learn.microsoft.com/power-platform/admin/delete-users
func removePermanently(ctx context.Context, client *dataverse.Client, id string) error {
	return transport.Poll(ctx, transport.Quick(), func(ctx context.Context) (bool, string, error) {
		_, found, err := client.SystemUser(ctx, id)
		if err != nil || !found {
			return err == nil, "", err
		}
		err = client.DeleteSystemUser(ctx, id)
		if odata.HasCode(err, dataverse.CodeOwnerSettingsRace) {
			return false, "Dataverse is still busy with the settings of the deleted user " + id + " (code " + dataverse.CodeOwnerSettingsRace + ")", nil
		}
		return false, "waiting for the deletion of the user " + id, err
	})
}
