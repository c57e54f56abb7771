// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"maps"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// Values of systemuser.azurestate.
const (
	azureExists  = 0
	azureDeleted = 1
	azureGone    = 2
)

// follow updates the user of an account where the account has changed. The
// user's other settings are Dataverse's own.
func (o *Org) follow(id string, before store.Row, diff difference) {
	c := o.service.Background("")
	account, exists := c.World.Store.Table(store.Graph, "users").Get(id)
	now := standing(o.service, account)
	known := account
	if !exists {
		known = before
	}
	user, ok := o.userOf(c, known)
	if !ok {
		if diff.added && now.active {
			o.addUser(c, id)
		}
		return
	}
	changes := odatasvc.Row{}
	switch {
	case diff.deleted && !exists:
		state := int64(azureDeleted)
		if !c.World.Store.Table(store.Graph, "deletedItems").Has(id) {
			state = azureGone
		}
		changes["azurestate"], changes["isdisabled"], changes["islicensed"] = state, true, false
	case !exists:
		return // its deletion is handled by separate work
	default:
		adapt(user, account, now, diff, changes)
	}
	changes["azureactivedirectoryobjectid"] = id
	o.touch(c, "systemuser", changes)
	c.Table(setUsers).Update(user.String("systemuserid"), changes)
}

// adapt collects the changes to a user whose account exists. A person without a license is disabled, except in the
// access modes that need none: administrative and non-interactive (Microsoft Learn, "Create users").
func adapt(user, account odatasvc.Row, now condition, diff difference, changes odatasvc.Row) {
	mode := user.Int("accessmode")
	free := mode == accessNonInteractive || mode == accessAdministrative
	if diff.deleted {
		changes["azurestate"] = int64(azureExists)
	}
	if diff.licensed || diff.deleted {
		changes["islicensed"] = now.licensed
	}
	if diff.licensed || diff.enabled || diff.deleted {
		changes["isdisabled"] = !now.enabled || !now.licensed && !free
	}
	if diff.named {
		takeNames(account, changes)
		merged := user.Clone()
		maps.Copy(merged, changes)
		changes["fullname"] = fullName(merged)
	}
}

// accountColumns are the columns of a user that come from the account.
func accountColumns() map[string]string {
	return map[string]string{"domainname": "userPrincipalName", "firstname": "givenName", "lastname": "surname", "title": "jobTitle"}
}

func takeNames(account, changes odatasvc.Row) {
	for column, from := range accountColumns() {
		if value := account.String(from); value != "" {
			changes[column] = value
		}
	}
}

func renamedAccount(before, after store.Row) bool {
	for _, from := range accountColumns() {
		if before.String(from) != after.String(from) {
			return true
		}
	}
	return false
}

// addUser adds the user of an account. An administrator would see what prevents it, such as another user with the
// same e-mail address, only in Microsoft's diagnostics.
func (o *Org) addUser(c *odatasvc.Context, id string) {
	tx := c.World.Begin()
	row := odatasvc.Row{"azureactivedirectoryobjectid": id, "accessmode": int64(accessReadWrite), "islicensed": true, "isdisabled": false}
	if _, err := c.Insert(setUsers, row); err != nil {
		tx.Rollback()
	}
}
