// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/odatasvc"
)

// registerAssociations registers the three many-to-many relationships, each from both ends.
func (o *Org) registerAssociations(s *odatasvc.Service) {
	s.RegisterNavigation("systemuser", "systemuserroles_association", odatasvc.Navigation{
		List: func(c *odatasvc.Context, user odatasvc.Row) []odatasvc.Row {
			return rows(c, setRoles, userRoles().rights(c, user.String("systemuserid")))
		},
		Link: o.assignUserRole, Unlink: o.removeUserRole,
	})
	s.RegisterNavigation("role", "systemuserroles_association", odatasvc.Navigation{
		List: func(c *odatasvc.Context, role odatasvc.Row) []odatasvc.Row {
			return rows(c, setUsers, userRoles().lefts(c, role.String("roleid")))
		},
		Link: flip(o.assignUserRole), Unlink: flip(o.removeUserRole),
	})
	s.RegisterNavigation("team", "teamroles_association", odatasvc.Navigation{
		List: func(c *odatasvc.Context, team odatasvc.Row) []odatasvc.Row {
			return rows(c, setRoles, teamRoles().rights(c, team.String("teamid")))
		},
		Link: o.assignTeamRole, Unlink: o.removeTeamRole,
	})
	s.RegisterNavigation("role", "teamroles_association", odatasvc.Navigation{
		List: func(c *odatasvc.Context, role odatasvc.Row) []odatasvc.Row {
			return rows(c, setTeams, teamRoles().lefts(c, role.String("roleid")))
		},
		Link: flip(o.assignTeamRole), Unlink: flip(o.removeTeamRole),
	})
	s.RegisterNavigation("team", "teammembership_association", odatasvc.Navigation{
		List: o.members, Link: o.addMember, Unlink: o.removeMember,
	})
	s.RegisterNavigation("systemuser", "teammembership_association", odatasvc.Navigation{
		List: o.teamsOf, Link: flip(o.addMember), Unlink: flip(o.removeMember),
	})
	s.RegisterBoundOperation("team", "AddMembersTeam", o.addMembers)
	s.RegisterBoundOperation("team", "RemoveMembersTeam", o.removeMembers)
}

type link func(c *odatasvc.Context, row, other odatasvc.Row) error

func flip(f link) link {
	return func(c *odatasvc.Context, row, other odatasvc.Row) error { return f(c, other, row) }
}

func (o *Org) assignUserRole(c *odatasvc.Context, user, role odatasvc.Row) error {
	if err := o.need(c, "prvAssignRole", "role", role); err != nil {
		return err
	}
	userID, roleID := user.String("systemuserid"), role.String("roleid")
	switch {
	case special(user):
		return specialUser()
	case user.Int("accessmode") == accessSupport:
		return bad(codeSupportUserRoles, "The support user are read-only, which cannot be assigned with other roles")
	case role.Equal("_roletemplateid_value", SupportUserTemplate):
		return bad(codeAssignSupportRole, "The Support User Role cannot be assigned to a user.")
	case user.Bool("isdisabled") && !isApplication(user) && !o.setting(c, "allowRoleAssignmentOnDisabledUsers"):
		return bad(codeUserDisabled, textDisabled, userID, o.organizationID(c))
	}
	if !user.Equal("_businessunitid_value", role.String("_businessunitid_value")) {
		return bad(codeWrongUnit, wrongUnitText, userID, user.String("_businessunitid_value"), roleID, role.String("_businessunitid_value"))
	}
	if err := o.needContents(c, role); err != nil {
		return err
	}
	return userRoles().add(c, userID, roleID)
}

// wrongUnitText is the text of UserInWrongBusiness.
const wrongUnitText = "Cannot associate security role because the security role's Business Unit is not the same as the user's Business Unit. " +
	"Details: userid=%s, userBU=%s, roleId=%s, roleBU=%s"

func (o *Org) removeUserRole(c *odatasvc.Context, user, role odatasvc.Row) error {
	if err := o.need(c, "prvAssignRole", "role", role); err != nil {
		return err
	}
	userID, roleID := user.String("systemuserid"), role.String("roleid")
	if _, ok := userRoles().find(c, userID, roleID); !ok {
		return absent("systemuserroles", userID+","+roleID)
	}
	if role.Equal("_roletemplateid_value", SystemAdministratorTemplate) && o.tenantAdministrator(c, user) {
		return bad(codeTenantAdminRole, "Users who are granted the Microsoft Office 365 Global administrator or Service administrator role cannot be removed from the Microsoft Dynamics 365 System Administrator security role. You must first remove the Microsoft Office 365 role, and then try again.")
	}
	if role.Equal("_roletemplateid_value", SystemAdministratorTemplate) && !user.Bool("isdisabled") && o.otherAdmins(c, userID, nil) == 0 {
		return bad(codeRemoveLastAdmin, "A user cannot be removed from the System Administrator Role if they are the only user that has the role.")
	}
	userRoles().remove(c, userID, roleID)
	return nil
}

func (o *Org) assignTeamRole(c *odatasvc.Context, team, role odatasvc.Row) error {
	if err := o.need(c, "prvAssignRole", "role", role); err != nil {
		return err
	}
	teamID, roleID := team.String("teamid"), role.String("roleid")
	switch kind := team.Int("teamtype"); {
	case kind == teamAccess:
		return bad(codeAccessTeamRole, "Cannot assign roles or profiles to an access team (TeamId = %s).", teamID)
	case (kind == teamSecurityGroup || kind == teamOfficeGroup) && role.Int("isinherited") == 0:
		return bad(codeGroupTeamRole, "Cannot assign security role with \"Team Privileges only\" Inheritance to Microsoft Entra ID Group or Office Group teams. (TeamId = %s)", teamID)
	}
	// Microsoft's list also has TeamInWrongBusiness 0x8004140d; which of the
	// two the Web API returns is not verified.
	if !team.Equal("_businessunitid_value", role.String("_businessunitid_value")) {
		return bad(codeWrongUnit, wrongUnitText, teamID, team.String("_businessunitid_value"), roleID, role.String("_businessunitid_value"))
	}
	if err := o.needContents(c, role); err != nil {
		return err
	}
	return teamRoles().add(c, teamID, roleID)
}

func (o *Org) removeTeamRole(c *odatasvc.Context, team, role odatasvc.Row) error {
	if err := o.need(c, "prvAssignRole", "role", role); err != nil {
		return err
	}
	teamID, roleID := team.String("teamid"), role.String("roleid")
	if !teamRoles().remove(c, teamID, roleID) {
		return absent("teamroles", teamID+","+roleID)
	}
	return nil
}

// members lists the users of a team; the users of a default team are those of its business unit.
func (o *Org) members(c *odatasvc.Context, team odatasvc.Row) []odatasvc.Row {
	if team.Bool("isdefault") {
		unit := team.String("_businessunitid_value")
		return c.Table(setUsers).Where(func(r odatasvc.Row) bool { return r.Equal("_businessunitid_value", unit) })
	}
	return rows(c, setUsers, memberships().lefts(c, team.String("teamid")))
}

func (o *Org) addMember(c *odatasvc.Context, team, user odatasvc.Row) error {
	if err := o.need(c, "prvWriteTeam", "team", team); err != nil {
		return err
	}
	if team.Bool("isdefault") {
		return bad(codeAddToDefaultTeam, "Can't add members to the default business unit team (TeamId = %s).", team.String("teamid"))
	}
	return memberships().add(c, user.String("systemuserid"), team.String("teamid"))
}

func (o *Org) removeMember(c *odatasvc.Context, team, user odatasvc.Row) error {
	if err := o.need(c, "prvWriteTeam", "team", team); err != nil {
		return err
	}
	if team.Bool("isdefault") {
		return bad(codeRemoveFromDefault, "Can't remove members from the default business unit team (TeamId = %s).", team.String("teamid"))
	}
	if !memberships().remove(c, user.String("systemuserid"), team.String("teamid")) {
		return absent("teammembership", user.String("systemuserid")+","+team.String("teamid"))
	}
	return nil
}

// addMembers is the action AddMembersTeam, which skips users who are already members.
func (o *Org) addMembers(c *odatasvc.Context, team odatasvc.Row, params map[string]any) (any, error) {
	return nil, o.eachMember(c, params, func(user odatasvc.Row) error {
		if _, ok := memberships().find(c, user.String("systemuserid"), team.String("teamid")); ok {
			return nil
		}
		return o.addMember(c, team, user)
	})
}

// removeMembers is the action RemoveMembersTeam, which skips users who are not members.
func (o *Org) removeMembers(c *odatasvc.Context, team odatasvc.Row, params map[string]any) (any, error) {
	return nil, o.eachMember(c, params, func(user odatasvc.Row) error {
		if _, ok := memberships().find(c, user.String("systemuserid"), team.String("teamid")); !ok && !team.Bool("isdefault") {
			return nil
		}
		return o.removeMember(c, team, user)
	})
}

func (o *Org) eachMember(c *odatasvc.Context, params map[string]any, do func(user odatasvc.Row) error) error {
	members, _ := params["Members"].([]any)
	for _, m := range members {
		id := memberID(m)
		user, ok := c.Table(setUsers).Get(id)
		if !ok {
			return absent("systemuser", id)
		}
		if err := do(user); err != nil {
			return err
		}
	}
	return nil
}

// memberID reads a reference to a user: {"systemuserid": …} or {"@odata.id": "systemusers(…)"}.
func memberID(value any) string {
	var member map[string]any
	switch v := value.(type) {
	case map[string]any:
		member = v
	case odatasvc.Row:
		member = v
	}
	if id, ok := member["systemuserid"].(string); ok {
		return id
	}
	ref, _ := member["@odata.id"].(string)
	if open := strings.LastIndex(ref, "("); open >= 0 {
		return strings.TrimSuffix(ref[open+1:], ")")
	}
	return ""
}
