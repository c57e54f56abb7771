// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"net/http"
	"strconv"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// SettingsDelay is how long the second deletion of a user fails after the first. That the two can conflict is known
// from issue 1249 of microsoft/terraform-provider-power-platform, which shows the code and the name of the table;
// text and time are not known.
const SettingsDelay = 2 * time.Second

// deleteUser handles DELETE systemusers(…): two deletions for a previously disabled user, first a soft one, then
// permanently (Microsoft Learn, "Permanently delete users in Power Platform" and "Manage application users").
func (o *Org) deleteUser(c *odatasvc.Context, user odatasvc.Row) error {
	if special(user) {
		return specialUser()
	}
	if err := o.need(c, "prvDeleteUser", "systemuser", user); err != nil {
		return err
	}
	id := user.String("systemuserid")
	if !isApplication(user) && o.inDirectory(c, user) {
		return bad(codeUserInDirectory, "User with Id = %s cannot be deleted because the user still exists in Microsoft Entra ID.", id)
	}
	// The status is that of InvalidOperation in Microsoft Learn, "Compose HTTP requests and handle errors"; no
	// public source shows the body of this refusal.
	if !user.Bool("isdisabled") {
		return odatasvc.Errorf(http.StatusMethodNotAllowed, codeInvalidOperation, "Invalid Operation performed. User with Id = %s must be disabled before it can be deleted.", id)
	}
	if !isApplication(user) && len(userRoles().rights(c, id)) > 0 {
		return odatasvc.Errorf(http.StatusMethodNotAllowed, codeInvalidOperation, "Invalid Operation performed. The security roles of the user with Id = %s must be removed before it can be deleted.", id)
	}
	if err := userInUse(c, user); err != nil {
		return err
	}
	busy := "dataverse settings of user " + id
	if c.World.Pending(busy) > 0 {
		return bad(codeOwnerSettings, "The settings (owner_usersettings) of the user with Id = %s are still being removed.", id)
	}
	if user.Int("deletedstate") == 0 {
		c.World.After(SettingsDelay, busy, func() {})
		c.Table(setUsers).Update(id, odatasvc.Row{"deletedstate": int64(1), "modifiedon": c.World.Timestamp()})
		return odatasvc.ErrHandled
	}
	return nil
}

// userInUse refuses to delete a user who owns rows.
func userInUse(c *odatasvc.Context, user odatasvc.Row) error {
	if n, sets := owned(c, "_owninguser_value", user.String("systemuserid")); n > 0 {
		return associated("The user owns " + strconv.Itoa(n) + " records: " + sets + ".")
	}
	return nil
}

// forgetUser removes the roles and memberships of a permanently deleted user.
func forgetUser(c *odatasvc.Context, user odatasvc.Row) error {
	id := user.String("systemuserid")
	userRoles().drop(c, "systemuserid", id)
	memberships().drop(c, "systemuserid", id)
	return nil
}

// inDirectory reports whether Dataverse believes that a person still exists in Microsoft Entra ID: the account
// exists, or Dataverse has not yet learned of its permanent deletion.
func (o *Org) inDirectory(c *odatasvc.Context, user odatasvc.Row) bool {
	if c.World.Store.Table(store.Graph, "users").Has(user.String("azureactivedirectoryobjectid")) {
		return true
	}
	return user.Int("azurestate") != 2
}
