// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// columnPrivileges lists in a role the names of the privileges that it contains. A role without it, such as those of the
// platform, may read every table.
const columnPrivileges = "privileges"

// need requires a privilege of the caller, unless it is work outside a request.
func (o *Org) need(c *odatasvc.Context, privilege, entity string) error {
	if c.Request == nil || c.User == nil {
		return nil
	}
	roles := o.effectiveRoles(c, c.User)
	if contains(roles, privilege) {
		return nil
	}
	id := c.User.String("systemuserid")
	return forbidden(codePrivilege,
		"Principal user (Id=%s, type=8, roleCount=%d, accessMode=%d, businessUnitId=%s), is missing %s privilege for entity '%s'. context.Caller=%s. Consider adding missed privilege to one of the principal (user/team) roles.",
		id, len(roles), c.User.Int("accessmode"), c.User.String("_businessunitid_value"), privilege, entity, id)
}

// needAll requires several privileges of the caller.
func (o *Org) needAll(c *odatasvc.Context, entity string, privileges ...string) error {
	for _, name := range privileges {
		if err := o.need(c, name, entity); err != nil {
			return err
		}
	}
	return nil
}

// contains reports whether one of the roles contains a privilege. System Administrator contains all.
func contains(roles []odatasvc.Row, privilege string) bool {
	if isAdmin(roles) {
		return true
	}
	for _, role := range roles {
		names, listed := role[columnPrivileges].([]any)
		if !listed && strings.HasPrefix(privilege, "prvRead") {
			return true
		}
		for _, name := range names {
			if text, ok := name.(string); ok && strings.EqualFold(text, privilege) {
				return true
			}
		}
	}
	return false
}

// mayRead requires the privilege to read the rows of an entity type. Links between rows have none of their own, and the
// emulator does not restrict who reads the definitions of tables.
func (o *Org) mayRead(c *odatasvc.Context, entity string) error {
	switch {
	case entity == "systemuserroles", entity == "teamroles", entity == "teammembership", strings.HasSuffix(entity, "Metadata"):
		return nil
	}
	return o.need(c, privilege("Read", entity), entity)
}

// mayAssign requires what the assignment of a role needs: to read and assign roles, and every privilege that the role
// contains, so that nobody gives away more than they have (Microsoft Learn, "Assign a security role to a user"). Which
// privilege the service names if the role is one of the platform's is not documented.
func (o *Org) mayAssign(c *odatasvc.Context, role odatasvc.Row) error {
	if err := o.needAll(c, "role", "prvReadRole", "prvAssignRole"); err != nil {
		return err
	}
	if role.Equal("_roletemplateid_value", SystemAdministratorTemplate) || role.Equal("_roletemplateid_value", SystemCustomizerTemplate) {
		return o.need(c, privilegeImport, "role")
	}
	names, _ := role[columnPrivileges].([]any)
	for _, name := range names {
		text, _ := name.(string)
		if err := o.need(c, text, "role"); err != nil {
			return err
		}
	}
	return nil
}

// tableOf returns the name that a platform table has in the names of its privileges.
func tableOf(entity string) (string, bool) {
	name, ok := map[string]string{
		"systemuser": "User", "team": "Team", "role": "Role", "businessunit": "BusinessUnit", "organization": "Organization",
		"transactioncurrency": "TransactionCurrency", "solution": "Solution", "publisher": "Publisher", "importjob": "ImportJob",
		"asyncoperation": "AsyncOperation", "account": "Account", "contact": "Contact", "opportunity": "Opportunity",
	}[entity]
	return name, ok
}

// privilege returns the name of the privilege for a verb (Create, Read, Write, Delete, Assign) on an entity type.
func privilege(verb, entity string) string {
	if name, ok := tableOf(entity); ok {
		return "prv" + verb + name
	}
	return "prv" + verb + entity
}
