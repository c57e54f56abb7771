// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

const typePrefix = "#microsoft.graph."

// typeOf returns the type of the objects in a set.
func typeOf(set string) string {
	return map[string]string{setUsers: "user", setPrincipals: "servicePrincipal", setApplications: "application"}[set]
}

// setOf returns the set that a deleted item came from.
func setOf(item odatasvc.Row) string {
	for _, set := range []string{setUsers, setPrincipals, setApplications} {
		if item.String("@odata.type") == typePrefix+typeOf(set) {
			return set
		}
	}
	return ""
}

// remove deletes an object so that it can be restored.
func (d *directory) remove(c *odatasvc.Context, set string, row odatasvc.Row) error {
	d.shelve(c, set, row)
	return odatasvc.ErrHandled
}

// shelve moves an object to the deleted items (https://learn.microsoft.com/graph/api/resources/directory). The user
// principal name of a deleted account is prefixed with its id, so that another account can use the name.
func (d *directory) shelve(c *odatasvc.Context, set string, row odatasvc.Row) {
	id := row.String("id")
	item := row.Clone()
	item["deletedDateTime"], item["@odata.type"] = c.World.Timestamp(), typePrefix+typeOf(set)
	if set == setUsers {
		item["userPrincipalName"] = mark(id) + row.String("userPrincipalName")
	}
	c.Table(set).Delete(id)
	c.Table(setDeleted).Put(item)
	c.World.After(Retention, "graph retention "+id, func() { d.purge(c.Service.Background(""), id) })
	if set == setUsers {
		d.moved(c, row, item)
	}
}

func mark(id string) string { return strings.ReplaceAll(id, "-", "") }

// purge deletes a deleted item for good.
func (d *directory) purge(c *odatasvc.Context, id string) {
	item, ok := c.Table(setDeleted).Get(id)
	if !ok {
		return
	}
	c.Table(setDeleted).Delete(id)
	c.World.Cancel("graph retention " + id)
	if setOf(item) == setUsers {
		d.moved(c, item, nil)
	}
}

// restore implements https://learn.microsoft.com/graph/api/directory-deleteditems-restore. Whether a restored
// account keeps a license that has no unit left is not known; here it loses the license.
func (d *directory) restore(c *odatasvc.Context, item odatasvc.Row, _ map[string]any) (any, error) {
	id := item.String("id")
	if !c.Table(setDeleted).Has(id) {
		return nil, absent(id)
	}
	set := setOf(item)
	row := item.Clone()
	delete(row, "deletedDateTime")
	delete(row, "@odata.type")
	if set == setUsers {
		row["userPrincipalName"] = strings.TrimPrefix(row.String("userPrincipalName"), mark(id))
		if taken(c, setUsers, "userPrincipalName", row.String("userPrincipalName"), id) {
			return nil, sameValue("userPrincipalName")
		}
		reclaim(c, row)
	}
	c.Table(setDeleted).Delete(id)
	c.World.Cancel("graph retention " + id)
	c.Table(set).Put(row)
	if set == setUsers {
		d.moved(c, item, row)
	}
	shown := row.Clone()
	shown["@odata.type"] = typePrefix + typeOf(set)
	return shown, nil
}

// reclaim keeps the licenses that still have a unit available.
func reclaim(c *odatasvc.Context, row odatasvc.Row) {
	states := readStates(row)
	for i, a := range states {
		if sku, ok := product(c, a.sku); ok && a.active() && available(c, sku) <= 0 {
			states[i].state, states[i].failure = "Error", "CountViolation"
		}
	}
	states.write(row)
}

// objectRules apply to directoryObjects, which covers the objects of all sets, and to
// directory/deletedItems, whose entries have the same type.
func (d *directory) objectRules() odatasvc.Set {
	return odatasvc.Set{
		Rows: func(c *odatasvc.Context) []odatasvc.Row {
			var out []odatasvc.Row
			for _, set := range []string{setUsers, setPrincipals, setApplications} {
				for _, row := range replicated(set)(c) {
					row = row.Clone()
					row["@odata.type"] = typePrefix + typeOf(set)
					out = append(out, row)
				}
			}
			return out
		},
		BeforeDelete: func(c *odatasvc.Context, row odatasvc.Row) error {
			id := row.String("id")
			if c.Table(setDeleted).Has(id) {
				d.purge(c, id)
				return odatasvc.ErrHandled
			}
			set := setOf(row)
			own, ok := c.Table(set).Get(id)
			if !ok {
				return absent(id)
			}
			return d.remove(c, set, own)
		},
		StateUpdate: func(c *odatasvc.Context, key string, changes odatasvc.Row) (odatasvc.Row, bool, error) {
			row, ok := c.Find(setObjects, key)
			if !ok {
				return nil, false, nil
			}
			return c.Service.StateUpdate(c, setOf(row), key, changes)
		},
		StateDelete: func(c *odatasvc.Context, key string) (bool, error) {
			row, ok := c.Find(setObjects, key)
			if !ok {
				return false, nil
			}
			return c.Service.StateDelete(c, setOf(row), key)
		},
	}
}

// stateDelete lets the control interface delete an object as another administrator would.
func (d *directory) stateDelete(set string) func(c *odatasvc.Context, key string) (bool, error) {
	return func(c *odatasvc.Context, key string) (bool, error) {
		row, ok := c.Table(set).Get(key)
		if ok {
			d.shelve(c, set, row)
		}
		return ok, nil
	}
}
