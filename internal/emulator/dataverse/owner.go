// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"maps"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// lookupType annotates a polymorphic lookup with the type of its target.
const lookupType = "@Microsoft.Dynamics.CRM.lookuplogicalname"

// ownedSets lists the sets whose rows a user or a team owns, in order.
func ownedSets(s *odatasvc.Service) []string {
	var out []string
	for name, set := range s.Model.Sets {
		t := s.Model.Types[set.EntityType]
		if t == nil || name == setOperations || t.Properties["_ownerid_value"] == nil || t.Properties["_owningbusinessunit_value"] == nil {
			continue
		}
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// setOwner checks the owner in a row and derives the columns that depend on it. A row without an owner belongs to
// the caller. A team must have a role to own rows (TeamNotAssignedRoles), and so must a user.
func (o *Org) setOwner(c *odatasvc.Context, row odatasvc.Row) error {
	id := row.String("_ownerid_value")
	if id == "" && c.User != nil {
		id = c.User.String("systemuserid")
	}
	if id == "" {
		return nil
	}
	if team, ok := c.Table(setTeams).Get(id); ok {
		switch {
		case team.Int("teamtype") == teamAccess:
			return bad(codeAccessTeamOwner, "You cannot assign a record to the access team. You can assign a record to the owner team.")
		case len(teamRoles().rights(c, id)) == 0:
			return bad(codeTeamNoRoles, "The team has not been assigned any roles.")
		}
		own(row, team, "team", "teamid")
		return nil
	}
	user, ok := c.Table(setUsers).Get(id)
	switch {
	case !ok:
		return bad(codeOwner, "The owner ID is invalid or missing.")
	case user.Bool("isdisabled"):
		return bad(codeUserDisabled, textDisabled, id, o.organizationID(c))
	case len(o.effectiveRoles(c, user)) == 0:
		return bad(codeUserNoRoles, textNoRoles, id)
	}
	own(row, user, "systemuser", "systemuserid")
	return nil
}

func own(row, owner odatasvc.Row, kind, key string) {
	id := owner.String(key)
	row["_ownerid_value"], row["_ownerid_value"+lookupType] = id, kind
	row["_owningbusinessunit_value"] = owner["_businessunitid_value"]
	row["_owninguser_value"], row["_owningteam_value"] = nil, nil
	if kind == "team" {
		row["_owningteam_value"] = id
	} else {
		row["_owninguser_value"] = id
	}
}

// deriveOwner fills in the columns that depend on the owner of a seeded row, without checks.
func deriveOwner(c *odatasvc.Context, row odatasvc.Row) {
	id := row.String("_ownerid_value")
	if team, ok := c.Table(setTeams).Get(id); ok {
		own(row, team, "team", "teamid")
	} else if user, ok := c.Table(setUsers).Get(id); ok {
		own(row, user, "systemuser", "systemuserid")
	}
}

// registerOwned adds the ownership rules to every user-owned set, after any rules that it has already.
func (o *Org) registerOwned(s *odatasvc.Service) {
	for _, name := range ownedSets(s) {
		set := *s.Set(name)
		before, changing, defaults := set.BeforeInsert, set.BeforeUpdate, set.Defaults
		set.Defaults = func(c *odatasvc.Context, row odatasvc.Row) {
			if defaults != nil {
				defaults(c, row)
			}
			deriveOwner(c, row)
		}
		set.BeforeInsert = func(c *odatasvc.Context, row odatasvc.Row) error {
			if before != nil {
				if err := before(c, row); err != nil {
					return err
				}
			}
			return o.setOwner(c, row)
		}
		set.BeforeUpdate = func(c *odatasvc.Context, old, changes odatasvc.Row) error {
			if changing != nil {
				if err := changing(c, old, changes); err != nil {
					return err
				}
			}
			owner, given := changes["_ownerid_value"]
			switch {
			case !given:
				return nil
			case owner == nil:
				return bad(codeOwner, "The owner ID is invalid or missing.")
			}
			return o.setOwner(c, changes)
		}
		set.StateUpdate = stateOwner(name)
		s.RegisterSet(name, set)
	}
}

// registerLookups adds to every set what a lookup in a request needs: the privileges to append the row and to append to
// the other table (Microsoft Learn, "Security roles and privileges"; for business units also "Create message privileges"), and
// for an owner other than the caller the privilege to assign ("Assign message privileges"; that a create needs it too is
// inferred).
func (o *Org) registerLookups(s *odatasvc.Service) {
	for name, held := range s.Model.Sets {
		entity, set := held.EntityType, *s.Set(name)
		inserting, updating := set.BeforeInsert, set.BeforeUpdate
		if inserting == nil || updating == nil {
			continue
		}
		set.BeforeInsert = func(c *odatasvc.Context, row odatasvc.Row) error {
			bound := lookups(row)
			if err := inserting(c, row); err != nil {
				return err
			}
			return o.needLookups(c, entity, row, bound)
		}
		set.BeforeUpdate = func(c *odatasvc.Context, old, changes odatasvc.Row) error {
			bound := lookups(changes)
			if err := updating(c, old, changes); err != nil {
				return err
			}
			if entity == "systemuser" { // moved by SetBusinessSystemUser, which needs none of them
				delete(bound, "_businessunitid_value")
			}
			return o.needLookups(c, entity, old, bound)
		}
		s.RegisterSet(name, set)
	}
}

// lookups lists the lookups that a request sets: the type of the target by column.
func lookups(row odatasvc.Row) map[string]string {
	out := map[string]string{}
	for column := range row {
		if head, ok := strings.CutSuffix(column, lookupType); ok && row.String(head) != "" {
			out[head] = row.String(column)
		}
	}
	return out
}

func (o *Org) needLookups(c *odatasvc.Context, entity string, row odatasvc.Row, bound map[string]string) error {
	for _, column := range slices.Sorted(maps.Keys(bound)) {
		needs := []struct{ privilege, entity string }{{privilege("Append", entity), entity}, {privilege("AppendTo", bound[column]), bound[column]}}
		if column == "_ownerid_value" {
			if c.User == nil || c.User.Equal("systemuserid", row.String(column)) {
				continue
			}
			needs = needs[:1]
			needs[0].privilege = privilege("Assign", entity)
		}
		for _, n := range needs {
			reached := row
			if n.entity != entity {
				reached = nil
			}
			if err := o.need(c, n.privilege, n.entity, reached); err != nil {
				return err
			}
		}
	}
	return nil
}

// owned counts the rows of all user-owned sets whose column holds the id, and names the sets.
func owned(c *odatasvc.Context, column, id string) (int, string) {
	n := 0
	var names []string
	for _, set := range ownedSets(c.Service) {
		here := len(c.Table(set).Where(func(r odatasvc.Row) bool { return r.Equal(column, id) }))
		if here > 0 {
			n += here
			names = append(names, set)
		}
	}
	return n, strings.Join(names, ", ")
}
