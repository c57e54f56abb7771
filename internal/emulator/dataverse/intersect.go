// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// intersect is a many-to-many relationship: the table of its links and the columns of both ends. The left end owns
// the list: a user has roles, a team has roles, a user has teams.
type intersect struct{ set, key, left, right string }

func userRoles() intersect {
	return intersect{set: setUserRoles, key: "systemuserroleid", left: "systemuserid", right: "roleid"}
}

func teamRoles() intersect {
	return intersect{set: setTeamRoles, key: "teamroleid", left: "teamid", right: "roleid"}
}

func memberships() intersect {
	return intersect{set: setMemberships, key: "teammembershipid", left: "systemuserid", right: "teamid"}
}

// rights lists the ids on the right that are linked to an id on the left.
func (i intersect) rights(c *odatasvc.Context, left string) []string {
	return i.other(c, i.left, left, i.right)
}

// lefts lists the ids on the left that are linked to an id on the right.
func (i intersect) lefts(c *odatasvc.Context, right string) []string {
	return i.other(c, i.right, right, i.left)
}

func (i intersect) other(c *odatasvc.Context, column, id, wanted string) []string {
	links := c.Table(i.set).By(column, id)
	out := make([]string, len(links))
	for n, row := range links {
		out[n] = store.NormalizeKey(row.String(wanted))
	}
	return out
}

func (i intersect) find(c *odatasvc.Context, left, right string) (odatasvc.Row, bool) {
	for _, row := range c.Table(i.set).By(i.left, left) {
		if row.Equal(i.right, right) {
			return row, true
		}
	}
	return nil, false
}

// rules let the control interface add a link, but not one that exists.
func (i intersect) rules() odatasvc.Set {
	return odatasvc.Set{StateInsert: func(c *odatasvc.Context, row odatasvc.Row) (odatasvc.Row, error) {
		c.Service.FillDefaults(c, i.set, row)
		table := c.Table(i.set)
		if old, ok := i.find(c, row.String(i.left), row.String(i.right)); ok || table.Has(table.Key(row)) {
			return nil, odatasvc.Errorf(http.StatusConflict, "Conflict", "The link exists: %s.", table.Key(old))
		}
		table.Put(row)
		return row, nil
	}}
}

// add creates a link. A second one is refused as the database does it.
func (i intersect) add(c *odatasvc.Context, left, right string) error {
	if _, ok := i.find(c, left, right); ok {
		return odatasvc.Errorf(http.StatusPreconditionFailed, codeDuplicate, "Cannot insert duplicate key.")
	}
	c.Table(i.set).Put(odatasvc.Row{
		i.key: c.World.NewID(), i.left: store.NormalizeKey(left), i.right: store.NormalizeKey(right),
	})
	return nil
}

// remove deletes a link and reports whether it existed.
func (i intersect) remove(c *odatasvc.Context, left, right string) bool {
	row, ok := i.find(c, left, right)
	return ok && c.Table(i.set).Delete(row.String(i.key))
}

// drop deletes all links of an id at one end.
func (i intersect) drop(c *odatasvc.Context, column, id string) {
	table := c.Table(i.set)
	for _, row := range table.By(column, id) {
		table.Delete(row.String(i.key))
	}
}

// rows returns the rows of a set with the given ids, in the order of the ids.
func rows(c *odatasvc.Context, set string, ids []string) []odatasvc.Row {
	var out []odatasvc.Row
	for _, id := range ids {
		if row, ok := c.Table(set).Get(id); ok {
			out = append(out, row)
		}
	}
	return out
}
