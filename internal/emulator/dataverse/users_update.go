// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"maps"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// updateUser handles PATCH systemusers(…).
func (o *Org) updateUser(c *odatasvc.Context, old, changes odatasvc.Row) error {
	if special(old) {
		return specialUser()
	}
	id := old.String("systemuserid")
	if mode, ok := changed(old, changes, "accessmode"); ok {
		if err := o.changeAccessMode(c, old, mode); err != nil {
			return err
		}
	}
	if err := o.need(c, "prvWriteUser", "systemuser", old); err != nil {
		return err
	}
	if v, ok := changes["applicationid"]; ok {
		text, _ := v.(string)
		if !old.Equal("applicationid", text) && (text != "" || isApplication(old)) {
			return bad(codeAppUserUpdate, "The user representing an OAuth application cannot not be updated")
		}
	}
	if v, ok := changes["isdisabled"].(bool); ok && v != old.Bool("isdisabled") {
		if err := o.need(c, "prvDisableUser", "systemuser", old); err != nil {
			return err
		}
		if err := o.switchUser(c, old, changes, v); err != nil {
			return err
		}
	}
	if unit, ok := changes["_businessunitid_value"].(string); ok && !old.Equal("_businessunitid_value", unit) {
		if err := o.unitAccepts(c, unit); err != nil {
			return err
		}
		if o.hasAdminRole(c, id) && !old.Bool("isdisabled") && o.otherAdmins(c, id, nil) == 0 {
			return bad(codeRemoveLastAdmin, "A user cannot be removed from the System Administrator Role if they are the only user that has the role.")
		}
	}
	if email, ok := changes["internalemailaddress"].(string); ok && !o.same(old, "internalemailaddress", email) {
		if err := o.uniqueEmail(c, id, email); err != nil {
			return err
		}
	}
	if _, ok := changes["firstname"]; ok {
		renamed(old, changes)
	} else if _, ok := changes["lastname"]; ok {
		renamed(old, changes)
	}
	o.touch(c, "systemuser", changes)
	return nil
}

func renamed(old, changes odatasvc.Row) {
	row := old.Clone()
	maps.Copy(row, changes)
	changes["fullname"] = fullName(row)
}

// changed returns the new value of an integer that a change modifies.
func changed(old, changes odatasvc.Row, column string) (int64, bool) {
	v, ok := changes[column]
	if !ok || v == nil {
		return 0, false
	}
	n := changes.Int(column)
	return n, n != old.Int(column)
}

// changeAccessMode follows Microsoft Learn, "Create users and assign security roles" (access modes) and the texts of
// "Web service error codes".
func (o *Org) changeAccessMode(c *odatasvc.Context, old odatasvc.Row, mode int64) error {
	id := old.String("systemuserid")
	if isApplication(old) {
		return applicationAccessMode()
	}
	if c.Request != nil && c.User != nil && !isAdmin(o.effectiveRoles(c, c.User)) {
		return bad(codeAccessModeAdmin, "You need to have system administrator role and access mode Full to change access mode of a user. Details: userid=%s", id)
	}
	switch {
	case mode == accessSupport || old.Int("accessmode") == accessSupport:
		return bad(codeSupportUser, "The support user cannot be updated")
	case mode == accessDelegatedAdmin || old.Int("accessmode") == accessDelegatedAdmin:
		return bad(codeDelegatedAdmin, "The delegated admin user cannot be updated")
	case !old.Bool("islicensed") && mode != accessAdministrative:
		return bad(codeAccessMode, "The client access license cannot be changed because the user does not have a Microsoft Dynamics 365 Online license. To change the access mode, you must first add a license for this user in the Microsoft Online Service portal.")
	case mode == accessNonInteractive && o.nonInteractive(c, id) >= nonInteractiveQuota:
		return nonInteractiveFull()
	case mode == accessRead && c.User != nil && c.User.Equal("systemuserid", id):
		return bad(codeReadOnlySelf, "You cannot make yourself a read only user")
	case mode == accessRead && o.hasAdminRole(c, id) && o.otherAdmins(c, id, func(u odatasvc.Row) bool { return u.Int("accessmode") != accessRead }) == 0:
		return bad(codeReadOnlyLastAdmin, "A user cannot be made a read only user if they are the last non read only user that has the System Administrator Role.")
	}
	return nil
}

// switchUser enables or disables a user.
func (o *Org) switchUser(c *odatasvc.Context, old, changes odatasvc.Row, disable bool) error {
	id := old.String("systemuserid")
	if disable {
		if o.tenantAdministrator(c, old) {
			return bad(codeTenantAdmin, "Users who are granted the Microsoft Office 365 Global administrator or Service administrator role cannot be disabled in Microsoft Dynamics 365 Online. You must first remove the Microsoft Office 365 role, and then try again.")
		}
		if o.hasAdminRole(c, id) && o.otherAdmins(c, id, nil) == 0 {
			return bad(codeDisableLastAdmin, "A user cannot be disabled if they are the only user that has the System Administrator Role.")
		}
		return nil
	}
	mode := old.Int("accessmode")
	if _, ok := changes["accessmode"]; ok {
		mode = changes.Int("accessmode")
	}
	if !isApplication(old) && !old.Bool("islicensed") && mode != accessNonInteractive && mode != accessAdministrative {
		return bad(codeEnableNoLicense, "Cannot enable an unlicensed user")
	}
	return nil
}

// tenantAdministrator reports whether a person's account has the role Global administrator or Service administrator
// in Microsoft 365. The directory's own roles are not emulated, so the account's column tenantAdministrator says
// so.
func (o *Org) tenantAdministrator(c *odatasvc.Context, user odatasvc.Row) bool {
	if isApplication(user) {
		return false
	}
	account, ok := o.account(c, user)
	return ok && account.Bool("tenantAdministrator")
}

// movedUser removes the roles of a user who changed the business unit: a role belongs to one unit, and
// SetBusinessSystemUser has always removed them. Not verified against a live organization, where an organization
// setting may keep them.
func (o *Org) movedUser(c *odatasvc.Context, old, row odatasvc.Row) error {
	if !old.Equal("_businessunitid_value", row.String("_businessunitid_value")) {
		userRoles().drop(c, "systemuserid", row.String("systemuserid"))
	}
	return nil
}
