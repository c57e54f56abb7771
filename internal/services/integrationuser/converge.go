// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// converge changes a user, who was read as user, to what is planned. before has the values that the plan started from: what
// somebody else has written since is not overwritten.
func converge(ctx context.Context, op *framework.Operation[userModel], before, user dataverse.SystemUser, plan userModel) error {
	client := op.Dataverse
	var moved *dataverse.SystemUser
	err := odata.WriteLatest(ctx, odata.LookFrom(user, func(ctx context.Context) (dataverse.SystemUser, bool, error) {
		now, err := present(ctx, client, user.ID)
		return now, true, err
	}, func(ctx context.Context, now dataverse.SystemUser) (bool, error) {
		left, err := contested(before, now, plan)
		if err != nil {
			return false, err
		}
		return left, check(ctx, op, now, difference(now, plan))
	}), func(ctx context.Context, now dataverse.SystemUser) error {
		change := difference(now, plan)
		if change.BusinessUnitID != nil && moved == nil {
			moved = &now
		}
		return client.ChangeSystemUser(ctx, now, change)
	})
	if err != nil {
		return explain(err)
	}
	if moved == nil {
		return nil
	}
	return restoreRoles(ctx, op, client, user.ID, moved.Roles)
}

// present reads a user who must be there.
func present(ctx context.Context, client *dataverse.Client, id string) (dataverse.SystemUser, error) {
	user, found, err := client.SystemUser(ctx, id)
	if err == nil && (!found || user.Deleted()) {
		err = framework.Errorf("The integration user is gone", "Run terraform plan again: it will want to create the user.",
			"Dataverse has no user with the id %s any more.", id)
	}
	return user, err
}

// check refuses a change that would harm, before anything is written.
func check(ctx context.Context, op *framework.Operation[userModel], user dataverse.SystemUser, change dataverse.SystemUserChange) error {
	client := op.Dataverse
	if err := checkAdministrator(user, client.Origin()); err != nil {
		return err
	}
	if change.Disabled != nil && *change.Disabled {
		if err := refuseDisabling(ctx, op.Clients, user); err != nil {
			return err
		}
	}
	if change.Email != nil {
		if err := checkEmail(ctx, client, *change.Email, user.ID, ""); err != nil {
			return err
		}
	}
	if change.AccessMode != nil && *change.AccessMode == dataverse.AccessNonInteractive {
		if err := checkQuota(ctx, client, user.ID); err != nil {
			return err
		}
	}
	return nil
}

// contested reports whether anything of a user is left to be changed, and refuses to overwrite what somebody else has
// written.
func contested(before, now dataverse.SystemUser, plan userModel) (bool, error) {
	c := &framework.Contested{}
	if unit := plan.BusinessUnitID.Canonical(); unit != "" {
		framework.Folded(c, "business_unit_id", before.BusinessUnitID, now.BusinessUnitID, &unit)
	}
	if email := plan.Email.ValueString(); email != "" {
		framework.Folded(c, "internal_email_address", before.Email, now.Email, &email)
	}
	if mode, ok := dataverse.AccessModes()[plan.AccessMode.ValueString()]; ok && now.ApplicationID == "" {
		framework.Value(c, "access_mode", before.AccessMode, now.AccessMode, &mode)
	}
	enabled := plan.Enabled.ValueBool()
	framework.Value(c, "enabled", !before.Disabled, !now.Disabled, &enabled)
	return c.Left("integration user " + label(now))
}

// difference is what must change of a user. Values that are not planned stay.
func difference(user dataverse.SystemUser, plan userModel) dataverse.SystemUserChange {
	var change dataverse.SystemUserChange
	if unit := plan.BusinessUnitID.Canonical(); unit != "" && !strings.EqualFold(unit, user.BusinessUnitID) {
		change.BusinessUnitID = &unit
	}
	if email := plan.Email.ValueString(); email != "" && !strings.EqualFold(email, user.Email) {
		change.Email = &email
	}
	if mode, ok := dataverse.AccessModes()[plan.AccessMode.ValueString()]; ok && mode != user.AccessMode && user.ApplicationID == "" {
		change.AccessMode = &mode
	}
	if disabled := !plan.Enabled.ValueBool(); disabled != user.Disabled {
		change.Disabled = &disabled
	}
	return change
}

// restoreRoles gives a user who moved to another business unit the copies there of the roles that the move took: a
// role belongs to a business unit, and whether Dataverse keeps roles depends on a setting of the organization.
func restoreRoles(ctx context.Context, op *framework.Operation[userModel], client *dataverse.Client, id string, before []dataverse.Role) error {
	principal := dataverse.Principal{Kind: dataverse.UserPrincipal, ID: id}
	now, found, err := client.PrincipalRoles(ctx, principal)
	if err != nil || !found {
		return err
	}
	for _, role := range before {
		if _, has := now.RoleWithRoot(role.RootID); has {
			continue
		}
		copies, err := client.Roles(ctx, dataverse.RoleQuery{RootID: role.RootID, BusinessUnitID: now.BusinessUnitID})
		if err != nil {
			return err
		}
		if len(copies) == 0 {
			op.Warn(&framework.Problem{
				Summary: "A security role was lost",
				Detail:  "The user moved to business unit " + now.BusinessUnitID + ", which has no copy of the role " + role.Name + " (" + role.RootID + ").",
				Remedy:  "If the user needs a role, assign another one.",
			})
			continue
		}
		if err := client.AssignRole(ctx, principal, copies[0].ID); err != nil {
			return err
		}
	}
	return nil
}
