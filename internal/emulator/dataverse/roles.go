// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

func (o *Org) roleRules() odatasvc.Set {
	return odatasvc.Set{
		State:        []string{columnPrivileges},
		Defaults:     o.roleDefaults,
		BeforeInsert: o.createRole,
		AfterInsert:  o.spreadRole,
		BeforeUpdate: o.updateRole,
		AfterUpdate:  o.updatedRole,
		BeforeDelete: o.deleteRole,
		AfterDelete:  o.forgetRole,
		StateInsert:  stateInsert(setRoles, o.spreadRole),
		StateDelete:  stateDelete(setRoles, nil, o.forgetRole),
	}
}

// roleDefaults completes a role row; without a parent, a role is an original and its own root.
func (o *Org) roleDefaults(c *odatasvc.Context, row odatasvc.Row) {
	o.stamp(c, "role", row)
	if row.String("_businessunitid_value") == "" {
		if root, ok := o.rootUnit(c); ok {
			row["_businessunitid_value"] = root["businessunitid"]
		}
	}
	if row.String("_parentrootroleid_value") == "" && row.String("_parentroleid_value") == "" {
		row["_parentrootroleid_value"] = row["roleid"]
	}
	row.SetDefault("ismanaged", false)
	row.SetDefault("isinherited", int64(1))
	row.SetDefault("componentstate", int64(0))
	row.SetDefault("overwritetime", "1900-01-01T00:00:00Z")
	row.SetDefault("roleidunique", c.World.NewID())
	row.SetDefault("iscustomizable", map[string]any{"Value": true, "CanBeChanged": true, "ManagedPropertyLogicalName": "iscustomizableanddeletable"})
	row.SetDefault("canbedeleted", map[string]any{"Value": true, "CanBeChanged": true, "ManagedPropertyLogicalName": "canbedeleted"})
}

func (o *Org) createRole(c *odatasvc.Context, row odatasvc.Row) error {
	if err := o.need(c, "prvCreateRole", "role", row); err != nil {
		return err
	}
	if row.String("name") == "" {
		return missingField("name", "role")
	}
	unit := row.String("_businessunitid_value")
	if _, ok := c.Table(setUnits).Get(unit); !ok {
		return absent("businessunit", unit)
	}
	return o.uniqueRole(c, row.String("roleid"), unit, row.String("name"))
}

func (o *Org) uniqueRole(c *odatasvc.Context, id, unit, name string) error {
	other, ok := c.Table(setRoles).First(func(r odatasvc.Row) bool {
		return o.same(r, "name", name) && r.Equal("_businessunitid_value", unit) && !r.Equal("roleid", id)
	})
	if !ok {
		return nil
	}
	return bad(codeRoleExists, "A role with the specified name '%s' already exists on business unit %s and Solution Id %s. Role id: %s",
		name, unit, other.String("solutionid"), other.String("roleid"))
}

func original(role odatasvc.Row) bool { return role.String("_parentroleid_value") == "" }

func (o *Org) updateRole(c *odatasvc.Context, old, changes odatasvc.Row) error {
	if err := o.need(c, "prvWriteRole", "role", old); err != nil {
		return err
	}
	switch {
	case old.Equal("_roletemplateid_value", SystemAdministratorTemplate):
		return bad(codeModifyAdminRole, "The System Administrator Role cannot be modified.")
	case old.Equal("_roletemplateid_value", SupportUserTemplate):
		return bad(codeModifySupportRole, "The Support User Role cannot be modified.")
	case !original(old):
		return bad(codeInheritedRole, "Inherited roles cannot be modified.")
	}
	if name, ok := changes["name"].(string); ok {
		if err := o.uniqueRole(c, old.String("roleid"), old.String("_businessunitid_value"), name); err != nil {
			return err
		}
	}
	o.touch(c, "role", changes)
	return nil
}

// updatedRole repeats a change in the role's copies.
func (o *Org) updatedRole(c *odatasvc.Context, _, row odatasvc.Row) error {
	for _, role := range o.copies(c, row.String("roleid")) {
		c.Table(setRoles).Update(role.String("roleid"), odatasvc.Row{
			"name": row["name"], "description": row["description"], "isinherited": row["isinherited"], "modifiedon": row["modifiedon"],
		})
	}
	return nil
}

func (o *Org) deleteRole(c *odatasvc.Context, role odatasvc.Row) error {
	if err := o.need(c, "prvDeleteRole", "role", role); err != nil {
		return err
	}
	switch {
	case role.Equal("_roletemplateid_value", SystemAdministratorTemplate):
		return bad(codeDeleteAdminRole, "The System Administrator Role cannot be deleted.")
	case role.Equal("_roletemplateid_value", SystemCustomizerTemplate):
		return bad(codeDeleteCustomizer, "The System Customizer Role cannot be deleted.")
	case role.Equal("_roletemplateid_value", SupportUserTemplate):
		return bad(codeDeleteSupportRole, "The Support User Role cannot be deleted.")
	case !original(role):
		return bad(codeInheritedRole, "Inherited roles cannot be modified.")
	}
	return nil
}

// forgetRole removes the copies and all assignments of a deleted role.
func (o *Org) forgetRole(c *odatasvc.Context, role odatasvc.Row) error {
	id := role.String("roleid")
	for _, copied := range o.copies(c, id) {
		dropRole(c, copied.String("roleid"))
	}
	dropRole(c, id)
	return nil
}

func dropRole(c *odatasvc.Context, id string) {
	c.Table(setRoles).Delete(id)
	userRoles().drop(c, "roleid", id)
	teamRoles().drop(c, "roleid", id)
}

// copies lists the copies of an original role in the business units below its own.
func (o *Org) copies(c *odatasvc.Context, root string) []odatasvc.Row {
	return c.Table(setRoles).Where(func(r odatasvc.Row) bool { return r.Equal("_parentrootroleid_value", root) && !r.Equal("roleid", root) })
}

// inheritRoles gives a business unit copies of its parent's roles.
func (o *Org) inheritRoles(c *odatasvc.Context, unit odatasvc.Row) {
	id, parent := unit.String("businessunitid"), unit.String("_parentbusinessunitid_value")
	if parent == "" {
		return
	}
	have := map[string]bool{}
	for _, role := range c.Table(setRoles).Where(func(r odatasvc.Row) bool { return r.Equal("_businessunitid_value", id) }) {
		have[strings.ToLower(role.String("_parentrootroleid_value"))] = true
	}
	for _, role := range c.Table(setRoles).Where(func(r odatasvc.Row) bool { return r.Equal("_businessunitid_value", parent) }) {
		if !have[strings.ToLower(role.String("_parentrootroleid_value"))] {
			o.copyRole(c, role, id)
		}
	}
}

// spreadRole copies a new role into every business unit below its own.
func (o *Org) spreadRole(c *odatasvc.Context, role odatasvc.Row) error {
	for _, unit := range o.subtree(c, role.String("_businessunitid_value"))[1:] {
		if row, ok := c.Table(setUnits).Get(unit); ok {
			o.inheritRoles(c, row)
		}
	}
	return nil
}

// copyRole copies a role into a business unit: the copy's parent is the role it was copied from, its root the
// original (Microsoft Learn, "Role table reference").
func (o *Org) copyRole(c *odatasvc.Context, role odatasvc.Row, unit string) {
	row := role.Clone()
	row["roleid"] = c.World.NewID()
	row["roleidunique"] = c.World.NewID()
	row["_businessunitid_value"] = store.NormalizeKey(unit)
	row["_parentroleid_value"] = role["roleid"]
	row["_parentrootroleid_value"] = role["_parentrootroleid_value"]
	row["createdon"], row["modifiedon"] = c.World.Timestamp(), c.World.Timestamp()
	c.Table(setRoles).Put(row)
}
