// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// authorize finds the caller's own row and refuses callers who must not use the organization.
func (o *Org) authorize(c *odatasvc.Context) error {
	user, ok := o.caller(c)
	if !ok {
		return forbidden(codeNotMember, "The user is not a member of the organization.")
	}
	id := user.String("systemuserid")
	if user.Bool("isdisabled") {
		return forbidden(codeUserDisabled, textDisabled, id, o.organizationID(c))
	}
	if len(o.effectiveRoles(c, user)) == 0 {
		return forbidden(codeUserNoRoles, textNoRoles, id)
	}
	c.User = user
	return o.available(c)
}

// caller finds the user of a token: an application user by its client id, a person by the object id.
func (o *Org) caller(c *odatasvc.Context) (odatasvc.Row, bool) {
	users := c.Table(setUsers)
	present := func(r odatasvc.Row) bool { return r.Int("deletedstate") == 0 }
	if row, ok := users.FirstBy("applicationid", c.Caller.ApplicationID, present); ok {
		return row, true
	}
	return users.FirstBy("azureactivedirectoryobjectid", c.Caller.ObjectID, present)
}

// available refuses the entity sets of a solution that is not installed, with the text for unknown segments.
func (o *Org) available(c *odatasvc.Context) error {
	if c.Request == nil {
		return nil
	}
	path := c.Request.URL.Path
	if i := strings.Index(path, "/api/data/"); i >= 0 {
		path = path[i+len("/api/data/"):]
		_, path, _ = strings.Cut(path, "/")
	}
	segment := strings.TrimPrefix(path, "/")
	if i := strings.IndexAny(segment, "(/"); i >= 0 {
		segment = segment[:i]
	}
	if solution := solutionOf(segment); solution != "" && !o.installed(c, solution) {
		return odatasvc.Errorf(http.StatusNotFound, codeOData, "Resource not found for the segment '%s'.", segment)
	}
	return nil
}

// effectiveRoles lists the roles that a user has directly or through a team,
// including the default team of the business unit.
func (o *Org) effectiveRoles(c *odatasvc.Context, user odatasvc.Row) []odatasvc.Row {
	id := user.String("systemuserid")
	var out []odatasvc.Row
	seen := map[string]bool{}
	add := func(ids []string) {
		for _, role := range ids {
			if row, ok := c.Table(setRoles).Get(role); ok && !seen[role] {
				seen[role] = true
				out = append(out, row)
			}
		}
	}
	add(userRoles().rights(c, id))
	for _, team := range o.teamsOf(c, user) {
		add(teamRoles().rights(c, team.String("teamid")))
	}
	return out
}

// teamsOf lists the teams that a user is a member of. Membership in a default team is derived from the user's
// business unit and is not stored.
func (o *Org) teamsOf(c *odatasvc.Context, user odatasvc.Row) []odatasvc.Row {
	var out []odatasvc.Row
	if team, ok := o.defaultTeam(c, user.String("_businessunitid_value")); ok {
		out = append(out, team)
	}
	for _, id := range memberships().rights(c, user.String("systemuserid")) {
		if team, ok := c.Table(setTeams).Get(id); ok && !team.Bool("isdefault") {
			out = append(out, team)
		}
	}
	return out
}

// isAdmin reports whether one of the roles is a copy of System Administrator.
func isAdmin(roles []odatasvc.Row) bool {
	for _, role := range roles {
		if role.Equal("_roletemplateid_value", SystemAdministratorTemplate) {
			return true
		}
	}
	return false
}

// privilege returns the name of the privilege for a verb (Create, Read, Write, Delete, Append, AppendTo, Assign) on an entity
// type. The platform's own tables spell theirs in their own way (Microsoft Learn, "Assign message privileges" and "… entity
// privileges"); those of a solution use the logical name.
func privilege(verb, entity string) string {
	known := map[string]string{
		"systemuser": "User", "team": "Team", "role": "Role", "businessunit": "BusinessUnit", "organization": "Organization",
		"transactioncurrency": "TransactionCurrency", "solution": "Solution", "publisher": "Publisher", "importjob": "ImportJob",
		"asyncoperation": "AsyncOperation", "account": "Account", "contact": "Contact", "opportunity": "Opportunity",
		"invoice": "Invoice", "product": "Product", "quote": "Quote", "salesorder": "Order", "annotation": "Note", "appmodule": "AppModule",
		"lead": "Lead", "incident": "Incident", "campaign": "Campaign", "list": "List", "goal": "Goal", "connection": "Connection", "queue": "Queue",
		"workflow": "Workflow", "activitypointer": "Activity",
	}
	if name, ok := known[entity]; ok {
		return "prv" + verb + name
	}
	return "prv" + verb + entity
}

// otherAdmins counts the enabled users, except one, who have System Administrator directly.
func (o *Org) otherAdmins(c *odatasvc.Context, except string, counts func(user odatasvc.Row) bool) int {
	n := 0
	for _, link := range c.Table(setUserRoles).All() {
		role, ok := c.Table(setRoles).Get(link.String("roleid"))
		if !ok || !role.Equal("_roletemplateid_value", SystemAdministratorTemplate) {
			continue
		}
		user, ok := c.Table(setUsers).Get(link.String("systemuserid"))
		if ok && !user.Equal("systemuserid", except) && !user.Bool("isdisabled") && user.Int("deletedstate") == 0 && (counts == nil || counts(user)) {
			n++
		}
	}
	return n
}

// hasAdminRole reports whether a user has System Administrator directly.
func (o *Org) hasAdminRole(c *odatasvc.Context, userID string) bool {
	for _, id := range userRoles().rights(c, userID) {
		if role, ok := c.Table(setRoles).Get(id); ok && role.Equal("_roletemplateid_value", SystemAdministratorTemplate) {
			return true
		}
	}
	return false
}
