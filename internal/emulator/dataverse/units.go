// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// columnParent is the lookup of the unit above; the root has none.
const columnParent = "_parentbusinessunitid_value"

func (o *Org) unitRules() odatasvc.Set {
	return odatasvc.Set{
		Defaults:     o.unitDefaults,
		BeforeInsert: o.createUnit,
		AfterInsert:  o.furnishUnit,
		BeforeUpdate: o.updateUnit,
		AfterUpdate:  o.updatedUnit,
		BeforeDelete: o.deleteUnit,
		AfterDelete:  o.forgetUnit,
		StateInsert:  stateInsert(setUnits, o.furnishUnit),
		StateDelete:  stateDelete(setUnits, o.unitInUse, o.forgetUnit),
	}
}

func (o *Org) unitDefaults(c *odatasvc.Context, row odatasvc.Row) {
	o.stamp(c, "businessunit", row)
	row.SetDefault("isdisabled", false)
	row.SetDefault("inheritancemask", int64(1023))
	row.SetDefault("workflowsuspended", false)
}

// rootUnit is the business unit without a parent.
func (o *Org) rootUnit(c *odatasvc.Context) (odatasvc.Row, bool) {
	return c.Table(setUnits).First(func(r odatasvc.Row) bool { return r.String(columnParent) == "" })
}

// children lists the business units directly below one.
func (o *Org) children(c *odatasvc.Context, id string) []odatasvc.Row {
	return c.Table(setUnits).Where(func(r odatasvc.Row) bool { return r.Equal(columnParent, id) })
}

// subtree lists a business unit and all below it, parents first.
func (o *Org) subtree(c *odatasvc.Context, id string) []string {
	out := []string{id}
	for i := 0; i < len(out); i++ {
		for _, child := range o.children(c, out[i]) {
			out = append(out, child.String("businessunitid"))
		}
	}
	return out
}

func (o *Org) createUnit(c *odatasvc.Context, row odatasvc.Row) error {
	if err := o.need(c, "prvCreateBusinessUnit", "businessunit", odatasvc.Row{"businessunitid": row[columnParent]}); err != nil {
		return err
	}
	if strings.TrimSpace(row.String("name")) == "" {
		return missingField("name", "businessunit")
	}
	parent := row.String(columnParent)
	if parent == "" {
		return bad(codeParentMissing, "The parent id is invalid or missing.")
	}
	return o.unitAccepts(c, parent)
}

// furnishUnit creates what the platform creates with a business unit: its default team and the copies of the roles.
func (o *Org) furnishUnit(c *odatasvc.Context, unit odatasvc.Row) error {
	o.addDefaultTeam(c, unit)
	o.inheritRoles(c, unit)
	return nil
}

func (o *Org) updateUnit(c *odatasvc.Context, old, changes odatasvc.Row) error {
	if err := o.need(c, "prvWriteBusinessUnit", "businessunit", old); err != nil {
		return err
	}
	id := old.String("businessunitid")
	if name, ok := changes["name"]; ok {
		if text, _ := name.(string); strings.TrimSpace(text) == "" {
			return missingField("name", "businessunit")
		}
	}
	if v, ok := changes[columnParent]; ok {
		parent, _ := v.(string)
		if err := o.moveUnit(c, old, parent); err != nil {
			return err
		}
	}
	if disable, ok := changes["isdisabled"].(bool); ok && disable && !old.Bool("isdisabled") {
		if err := o.need(c, "prvDisableBusinessUnit", "businessunit", old); err != nil {
			return err
		}
		if old.String(columnParent) == "" {
			return bad(codeRootUnit, "Root Business unit cannot be disabled.")
		}
		if !o.adminOutside(c, o.subtree(c, id)) {
			return bad(codeUnitKeepsAdmins, "Business unit cannot be disabled: no active user with system admin role exists outside of business unit subtree.")
		}
	}
	o.touch(c, "businessunit", changes)
	return nil
}

func (o *Org) moveUnit(c *odatasvc.Context, unit odatasvc.Row, parent string) error {
	if unit.Equal(columnParent, parent) {
		return nil
	}
	id := unit.String("businessunitid")
	if parent == "" || unit.String(columnParent) == "" {
		return bad(codeParentMissing, "The parent id is invalid or missing.")
	}
	for _, below := range o.subtree(c, id) {
		if strings.EqualFold(below, parent) {
			return bad(codeParentInvalid, "The parent object is invalid or missing.")
		}
	}
	return nil
}

func (o *Org) adminOutside(c *odatasvc.Context, units []string) bool {
	inside := map[string]bool{}
	for _, id := range units {
		inside[id] = true
	}
	return o.otherAdmins(c, "", func(u odatasvc.Row) bool { return !inside[u.String("_businessunitid_value")] }) > 0
}

// updatedUnit propagates a change: the default team is renamed with the unit, and disabling a unit disables all
// below it (Microsoft Learn, "Create or edit business units").
func (o *Org) updatedUnit(c *odatasvc.Context, old, row odatasvc.Row) error {
	id := row.String("businessunitid")
	if name := row.String("name"); name != old.String("name") {
		if team, ok := o.defaultTeam(c, id); ok {
			c.Table(setTeams).Update(team.String("teamid"), odatasvc.Row{"name": name})
		}
	}
	if row.Bool("isdisabled") != old.Bool("isdisabled") {
		for _, below := range o.subtree(c, id)[1:] {
			c.Table(setUnits).Update(below, odatasvc.Row{"isdisabled": row["isdisabled"], "modifiedon": c.World.Timestamp()})
		}
	}
	return nil
}

func (o *Org) deleteUnit(c *odatasvc.Context, unit odatasvc.Row) error {
	if err := o.need(c, "prvDeleteBusinessUnit", "businessunit", unit); err != nil {
		return err
	}
	if !unit.Bool("isdisabled") {
		return bad(codeUnitNotDisabled, "Not disabled business unit cannot be deleted.")
	}
	return o.unitInUse(c, unit)
}

// unitInUse refuses to delete the root business unit, or one that is in use.
func (o *Org) unitInUse(c *odatasvc.Context, unit odatasvc.Row) error {
	id := unit.String("businessunitid")
	if unit.String(columnParent) == "" {
		return bad(codeRootUnit, "The root business unit cannot be deleted.")
	}
	if len(o.children(c, id)) > 0 {
		return bad(codeUnitHasChild, "Business unit has a child business unit and cannot be deleted.")
	}
	if team, ok := o.defaultTeam(c, id); ok {
		if n, _ := owned(c, "_owningteam_value", team.String("teamid")); n > 0 {
			return bad(codeUnitTeamOwns, "Business unit default team owns records. Business unit (Id = %s) cannot be deleted. Reassign the records owned by default team and try again.", id)
		}
	}
	in := func(r odatasvc.Row) bool { return r.Equal("_businessunitid_value", id) }
	if n := len(c.Table(setUsers).Where(in)); n > 0 {
		return associated("The business unit has " + plural(n, "users."))
	}
	if n := len(c.Table(setTeams).Where(func(r odatasvc.Row) bool { return in(r) && !r.Bool("isdefault") })); n > 0 {
		return associated("The business unit has " + plural(n, "teams."))
	}
	if n, sets := owned(c, "_owningbusinessunit_value", id); n > 0 {
		return associated("The business unit owns " + plural(n, "records: ") + sets + ".")
	}
	return nil
}

// forgetUnit removes the default team and the role copies of a deleted business unit.
func (o *Org) forgetUnit(c *odatasvc.Context, unit odatasvc.Row) error {
	id := unit.String("businessunitid")
	if team, ok := o.defaultTeam(c, id); ok {
		c.Table(setTeams).Delete(team.String("teamid"))
		if err := forgetTeam(c, team); err != nil {
			return err
		}
	}
	for _, role := range c.Table(setRoles).Where(func(r odatasvc.Row) bool { return r.Equal("_businessunitid_value", id) }) {
		dropRole(c, role.String("roleid"))
	}
	return nil
}
