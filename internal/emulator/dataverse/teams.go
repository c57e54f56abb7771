// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"strconv"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

func (o *Org) teamRules() odatasvc.Set {
	return odatasvc.Set{
		Defaults:     o.teamDefaults,
		BeforeInsert: o.createTeam,
		BeforeUpdate: o.updateTeam,
		AfterUpdate:  o.movedTeam,
		BeforeDelete: o.deleteTeam,
		AfterDelete:  forgetTeam,
		StateDelete:  stateDelete(setTeams, teamInUse, forgetTeam),
	}
}

func (o *Org) teamDefaults(c *odatasvc.Context, row odatasvc.Row) {
	o.stamp(c, "team", row)
	row.SetDefault("teamtype", int64(teamOwner))
	row.SetDefault("membershiptype", int64(0))
	row.SetDefault("isdefault", false)
	row.SetDefault("systemmanaged", false)
	row.SetDefault("issastokenset", false)
	row.SetDefault("ownerid", row["teamid"])
	if row.String("_businessunitid_value") == "" {
		if c.User != nil {
			row["_businessunitid_value"] = c.User["_businessunitid_value"]
		} else if root, ok := o.rootUnit(c); ok {
			row["_businessunitid_value"] = root["businessunitid"]
		}
	}
	if row.String("_administratorid_value") == "" && c.User != nil {
		row["_administratorid_value"] = c.User["systemuserid"]
	}
}

func (o *Org) createTeam(c *odatasvc.Context, row odatasvc.Row) error {
	if err := o.need(c, "prvCreateTeam", "team", row); err != nil {
		return err
	}
	if row.String("name") == "" {
		return missingField("name", "team")
	}
	return o.unitAccepts(c, row.String("_businessunitid_value"))
}

func (o *Org) updateTeam(c *odatasvc.Context, old, changes odatasvc.Row) error {
	if err := o.need(c, "prvWriteTeam", "team", old); err != nil {
		return err
	}
	id := old.String("teamid")
	if name, ok := changes["name"]; ok {
		text, _ := name.(string)
		if text == "" {
			return missingField("name", "team")
		}
		if old.Bool("isdefault") && text != old.String("name") {
			return bad(codeRenameDefaultTeam, "The default business unit team name can't be updated (TeamId = %s).", id)
		}
	}
	if unit, ok := changes["_businessunitid_value"].(string); ok && !old.Equal("_businessunitid_value", unit) {
		if err := o.unitAccepts(c, unit); err != nil {
			return err
		}
	}
	o.touch(c, "team", changes)
	return nil
}

// movedTeam removes the roles of a team that changed its business unit, as for a user.
// Not verified against a live organization.
func (o *Org) movedTeam(c *odatasvc.Context, old, row odatasvc.Row) error {
	if !old.Equal("_businessunitid_value", row.String("_businessunitid_value")) {
		teamRoles().drop(c, "teamid", row.String("teamid"))
	}
	return nil
}

func (o *Org) deleteTeam(c *odatasvc.Context, team odatasvc.Row) error {
	if err := o.need(c, "prvDeleteTeam", "team", team); err != nil {
		return err
	}
	id := team.String("teamid")
	if team.Bool("isdefault") {
		return bad(codeDeleteDefaultTeam, "The default business unit team can't be deleted (TeamId = %s).", id)
	}
	return teamInUse(c, team)
}

// teamInUse refuses to delete a team that owns rows.
func teamInUse(c *odatasvc.Context, team odatasvc.Row) error {
	id := team.String("teamid")
	if n, _ := owned(c, "_owningteam_value", id); n > 0 {
		return bad(codeTeamOwns, "Can't delete a team which owns records. Reassign the records and try again (TeamId = %s).", id)
	}
	return nil
}

// forgetTeam removes a deleted team's roles, its members and the references to it.
func forgetTeam(c *odatasvc.Context, team odatasvc.Row) error {
	id := team.String("teamid")
	teamRoles().drop(c, "teamid", id)
	memberships().drop(c, "teamid", id)
	companies := c.Table(setCompanies)
	for _, row := range companies.Where(func(r odatasvc.Row) bool { return r.Equal("_bcbi_defaultowningteam_value", id) }) {
		companies.Update(companies.Key(row), odatasvc.Row{"_bcbi_defaultowningteam_value": nil})
	}
	return nil
}

// defaultTeam finds the default team of a business unit.
func (o *Org) defaultTeam(c *odatasvc.Context, unit string) (odatasvc.Row, bool) {
	return c.Table(setTeams).First(func(r odatasvc.Row) bool { return r.Bool("isdefault") && r.Equal("_businessunitid_value", unit) })
}

// addDefaultTeam creates the default team of a business unit, which has the unit's name.
func (o *Org) addDefaultTeam(c *odatasvc.Context, unit odatasvc.Row) {
	id := unit.String("businessunitid")
	if _, ok := o.defaultTeam(c, id); ok {
		return
	}
	row := odatasvc.Row{
		"teamid": c.World.NewID(), "name": unit["name"], "isdefault": true, "_businessunitid_value": id,
		"description": "Default team for the parent business unit. The name and membership for default team are inherited from their parent business unit.",
	}
	o.teamDefaults(c, row)
	c.Table(setTeams).Put(row)
}

func missingField(column, entity string) error {
	return bad(codeMissingField, "Required field missing. Attribute: %s, Entity: %s", column, entity)
}

func plural(n int, what string) string { return strconv.Itoa(n) + " " + what }
