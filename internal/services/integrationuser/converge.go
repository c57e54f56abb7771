// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// converge changes a user to what is planned. Everything is checked before the first write.
func converge(ctx context.Context, op *framework.Operation[userModel], client *dataverse.Client, user dataverse.SystemUser, plan userModel) error {
	change := difference(user, plan)
	if err := checkAdministrator(user, client.Origin()); err != nil {
		return err
	}
	if change.Disabled != nil && *change.Disabled {
		if err := refuseDisabling(ctx, op.Clients, user); err != nil {
			return err
		}
	}
	if change.Email != nil {
		if err := checkEmail(ctx, client, *change.Email, user.ID); err != nil {
			return err
		}
	}
	if change.AccessMode != nil && *change.AccessMode == dataverse.AccessNonInteractive {
		if err := checkQuota(ctx, client, user.ID); err != nil {
			return err
		}
	}
	if err := client.ChangeSystemUser(ctx, user.ID, change); err != nil {
		return explain(err)
	}
	if change.BusinessUnitID == nil {
		return nil
	}
	return restoreRoles(ctx, op, client, user.ID, user.Roles)
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
