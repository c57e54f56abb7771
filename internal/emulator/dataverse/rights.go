// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// depth is the access level of a privilege, which says whose rows it covers (Microsoft Learn, "Security concepts for developers").
type depth int

// Access levels.
const (
	depthBasic  depth = iota + 1 // the user's own rows, and those of the user's teams
	depthLocal                   // those of the business unit
	depthDeep                    // those of the business unit and all below it
	depthGlobal                  // those of the organization; the only level for tables that the organization owns
)

func depthNamed(name string) (depth, bool) {
	i := slices.Index([]string{"basic", "local", "deep", "global"}, strings.ToLower(name))
	return depth(i + 1), i >= 0
}

// columnPrivileges holds what a role contains: [{"name": "prvReadUser", "depth": "Global"}, …]. No public source lists the
// contents of most roles: one without the column lets its holders read everything and write nothing.
const columnPrivileges = "privileges"

// grant is a privilege as a role gives it, in the business unit of that role, which is the holder's.
type grant struct {
	depth depth
	unit  string
}

// rights is what a caller may do.
type rights struct {
	all   bool               // a System Administrator
	reads bool               // a role whose contents are not known
	given map[string][]grant // by the lower-case name of the privilege
}

// rightsOf adds up the privileges of roles.
func (o *Org) rightsOf(c *odatasvc.Context, roles []odatasvc.Row) rights {
	out := rights{all: isAdmin(roles), given: map[string][]grant{}}
	if out.all {
		return out
	}
	for _, role := range roles {
		contents, known := o.contents(c, role)
		out.reads = out.reads || !known
		for _, p := range contents {
			key := strings.ToLower(p.name)
			out.given[key] = append(out.given[key], grant{p.depth, role.String("_businessunitid_value")})
		}
	}
	return out
}

// contained is one privilege of a role.
type contained struct {
	name  string
	depth depth
}

// contents lists the privileges of a role; a copy has those of the original. Without the column they are not known, except
// for the roles of the integration solutions, as far as a synchronization needs them.
func (o *Org) contents(c *odatasvc.Context, role odatasvc.Row) (out []contained, known bool) {
	root := role.String("_parentrootroleid_value")
	if original, ok := c.Table(setRoles).Get(root); ok {
		role = original
	}
	if list, ok := role[columnPrivileges].([]any); ok {
		for _, item := range list {
			p, _ := item.(map[string]any)
			name, _ := p["name"].(string)
			level, _ := p["depth"].(string)
			if d, ok := depthNamed(level); ok && name != "" {
				out = append(out, contained{name, d})
			}
		}
		return out, true
	}
	for _, id := range []string{IntegrationRole, IntegrationAdministratorRole, IntegrationUserRole} {
		if role.Equal("roleid", id) {
			for _, table := range synchronizedTables() {
				out = append(out, contained{"prvCreate" + table, depthGlobal})
			}
		}
	}
	return out, false
}

// covers reports whether one of the grants of a privilege reaches a row. Without a row, any does.
func (o *Org) covers(c *odatasvc.Context, r rights, privilege, entity string, row odatasvc.Row) bool {
	grants := r.given[strings.ToLower(privilege)]
	if row == nil {
		return len(grants) > 0
	}
	unit := o.unitOf(c, entity, row)
	return slices.ContainsFunc(grants, func(g grant) bool {
		switch {
		case g.depth == depthGlobal:
			return true
		case unit == "": // the organization's own
			return false
		case g.depth == depthDeep:
			return slices.ContainsFunc(o.subtree(c, g.unit), func(id string) bool { return strings.EqualFold(id, unit) })
		case g.depth == depthLocal:
			return strings.EqualFold(g.unit, unit)
		}
		return o.owns(c, entity, row)
	})
}

// unitOf is the business unit that a row belongs to; "" for tables that the organization owns.
func (o *Org) unitOf(c *odatasvc.Context, entity string, row odatasvc.Row) string {
	t := c.Service.Model.Types[entity]
	switch {
	case t == nil:
		return ""
	case entity == "businessunit":
		return row.String("businessunitid")
	case t.Properties["_ownerid_value"] != nil && t.Properties["_owningbusinessunit_value"] != nil:
		filled := row.Clone()
		if filled.String("_ownerid_value") == "" && c.User != nil {
			filled["_ownerid_value"] = c.User["systemuserid"]
		}
		deriveOwner(c, filled)
		return filled.String("_owningbusinessunit_value")
	}
	return row.String("_businessunitid_value")
}

// owns reports whether a row belongs to the caller: the user's own row, or one that the user or one of the user's teams owns.
func (o *Org) owns(c *odatasvc.Context, entity string, row odatasvc.Row) bool {
	if entity == "systemuser" {
		return row.Equal("systemuserid", c.User.String("systemuserid"))
	}
	if t := c.Service.Model.Types[entity]; t == nil || t.Properties["_ownerid_value"] == nil {
		return false
	}
	owner := row.String("_ownerid_value")
	if owner == "" {
		owner = c.User.String("systemuserid")
	}
	return c.User.Equal("systemuserid", owner) ||
		slices.ContainsFunc(o.teamsOf(c, c.User), func(team odatasvc.Row) bool { return team.Equal("teamid", owner) })
}

// need requires a privilege that reaches a row, or any row if it is nil, unless it is work outside a request.
func (o *Org) need(c *odatasvc.Context, privilege, entity string, row odatasvc.Row) error {
	if c.Request == nil || c.User == nil {
		return nil
	}
	roles := o.effectiveRoles(c, c.User)
	if r := o.rightsOf(c, roles); r.all || o.covers(c, r, privilege, entity, row) {
		return nil
	}
	return o.lacks(c, len(roles), privilege, entity)
}

func (o *Org) lacks(c *odatasvc.Context, roles int, privilege, entity string) error {
	id := c.User.String("systemuserid")
	return forbidden(codePrivilege,
		"Principal user (Id=%s, type=8, roleCount=%d, accessMode=%d, businessUnitId=%s), is missing %s privilege for entity '%s'. context.Caller=%s. Consider adding missed privilege to one of the principal (user/team) roles.",
		id, roles, c.User.Int("accessmode"), c.User.String("_businessunitid_value"), privilege, entity, id)
}

// needContents requires a caller who assigns a role to hold every privilege of that role, at least as deep (Microsoft Learn,
// "Assign security roles"). Code and text are those of any missing privilege; no public source shows them for this case.
func (o *Org) needContents(c *odatasvc.Context, role odatasvc.Row) error {
	if c.Request == nil || c.User == nil {
		return nil
	}
	roles := o.effectiveRoles(c, c.User)
	r := o.rightsOf(c, roles)
	if r.all {
		return nil
	}
	contents, _ := o.contents(c, role)
	for _, p := range contents {
		enough := func(g grant) bool { return g.depth >= p.depth }
		if !slices.ContainsFunc(r.given[strings.ToLower(p.name)], enough) {
			return o.lacks(c, len(roles), p.name, "role")
		}
	}
	return nil
}

// visible is the rule for reads: none without the privilege to read the table, else the rows that it reaches.
func (o *Org) visible(c *odatasvc.Context, set string) (*odatasvc.Sight, error) {
	entity, ok := readable(c, set)
	if !ok || c.Request == nil || c.User == nil {
		return nil, nil
	}
	roles := o.effectiveRoles(c, c.User)
	r := o.rightsOf(c, roles)
	name := privilege("Read", entity)
	switch grants := r.given[strings.ToLower(name)]; {
	case r.all, r.reads, slices.ContainsFunc(grants, func(g grant) bool { return g.depth == depthGlobal }):
		return nil, nil
	case len(grants) == 0:
		return nil, o.lacks(c, len(roles), name, entity)
	}
	return &odatasvc.Sight{
		Keep:    func(row odatasvc.Row) bool { return o.covers(c, r, name, entity, row) },
		Refusal: o.lacks(c, len(roles), name, entity),
	}, nil
}

// readable returns the entity type of a set whose reads need a privilege. Links, privileges and metadata have none of their
// own; the links of a user, a team or a role are reached from either end.
func readable(c *odatasvc.Context, set string) (string, bool) {
	switch set {
	case setUserRoles, setTeamRoles, setMemberships, setPrivileges, setRolePrivileges, setDefinitions:
		return "", false
	}
	held, ok := c.Service.Model.Sets[set]
	if !ok {
		return "", false
	}
	return held.EntityType, true
}
