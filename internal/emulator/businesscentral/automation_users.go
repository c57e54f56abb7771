// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// userSet is page 30004 over table User. The users of registered applications are derived from the applications.
func userSet() odatasvc.Set {
	return odatasvc.Set{
		Global: true,
		Rows:   users,
		BeforeUpdate: func(c *odatasvc.Context, old, changes store.Row) error {
			if changes.String(columnState) == "Disabled" && old.String(columnState) == stateEnabled && isSuper(c, old) && !otherSuper(c, old) {
				return dialogError(textLastSuper)
			}
			return nil
		},
		Defaults: func(_ *odatasvc.Context, row store.Row) { row.SetDefault(columnState, stateEnabled) },
	}
}

func users(c *odatasvc.Context) []store.Row {
	t := c.World.Store.Table(store.BusinessCentral, setBCUsers)
	out := t.All()
	for _, application := range applications(c) {
		id := application.String(columnID)
		if t.Has(id) {
			continue
		}
		state := application.String(columnState)
		if state != stateEnabled {
			state = "Disabled"
		}
		out = append(out, store.Row{
			columnUser: id, "userName": strings.ToUpper(application.String("description")),
			"displayName": application.String("description"), columnState: state,
		})
	}
	return out
}

func applications(c *odatasvc.Context) []store.Row {
	return c.World.Store.Table(store.BusinessCentral, setApplications).All()
}

// applicationOf returns the registered application that belongs to a user.
func applicationOf(c *odatasvc.Context, user string) (store.Row, bool) {
	return c.World.Store.Table(store.BusinessCentral, setApplications).Get(user)
}

func isSuper(c *odatasvc.Context, user store.Row) bool {
	for _, p := range userPermissions(c) {
		if p.Equal(columnUser, user.String(columnUser)) && superEverywhere(p) {
			return true
		}
	}
	return false
}

func superEverywhere(p store.Row) bool {
	return p.Equal(columnRole, permissionSuper) && p.String(columnCompany) == ""
}

// otherSuper reports whether another enabled user has SUPER in all companies (codeunit 153, IsAnyoneElseDirectSuper).
func otherSuper(c *odatasvc.Context, user store.Row) bool {
	for _, p := range userPermissions(c) {
		if !superEverywhere(p) || p.Equal(columnUser, user.String(columnUser)) {
			continue
		}
		for _, other := range users(c) {
			if other.Equal(columnUser, p.String(columnUser)) && other.String(columnState) == stateEnabled {
				return true
			}
		}
	}
	return false
}
