// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"maps"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func textAssignment(principal, role string) func(g *guide) string {
	return func(g *guide) string {
		return g.block("bcsales_security_role_assignment", principal+"\n"+role)
	}
}

func textMembership(team func(env *acctest.Env) string, user string) func(g *guide) string {
	return func(g *guide) string {
		return g.block("bcsales_team_membership", fmt.Sprintf("team_id = %q\nsystem_user_id = %q", team(g.env), user))
	}
}

// defaultTeamOf finds the default team of a business unit.
func defaultTeamOf(env *acctest.Env, unit string) string {
	for _, row := range env.Rows(dataverseSet("teams")) {
		if row["isdefault"] == true && row["_businessunitid_value"] == unit {
			return fmt.Sprint(row["teamid"])
		}
	}
	return ""
}

func dataverseRoleTexts() []provoked {
	const basic = `role_name = "Basic User"`
	ofUser := func(id string) func(g *guide) string {
		return textAssignment(fmt.Sprintf("system_user_id = %q", id), basic)
	}
	ofTeam := textAssignment(fmt.Sprintf("team_id = %q", textTeam), basic)
	administrator := func(user func(env *acctest.Env) string) func(g *guide) string {
		return func(g *guide) string {
			return textAssignment(fmt.Sprintf("system_user_id = %q", user(g.env)), fmt.Sprintf("role_template_id = %q", systemAdministrator))(g)
		}
	}
	assignment := func(user func(env *acctest.Env) string) func(g *guide) string {
		id := func(env *acctest.Env) string {
			return user(env) + "/" + roleOf(env, "_roletemplateid_value", systemAdministrator)
		}
		return imported("bcsales_security_role_assignment", id, administrator(user))
	}
	otis := func(*acctest.Env) string { return userOtis }
	team := func(row acctest.Row) func(t *testing.T, env *acctest.Env) {
		return func(_ *testing.T, env *acctest.Env) {
			all := acctest.Row{"teamid": textTeam, "name": "Texts", "_businessunitid_value": rootUnitID}
			maps.Copy(all, row)
			env.Insert(dataverseSet("teams"), all)
		}
	}
	other := func(env *acctest.Env) {
		env.Insert(dataverseSet("businessunits"), acctest.Row{"businessunitid": textUnit, "name": "Other", "_parentbusinessunitid_value": rootUnitID})
	}
	rootTeam := func(env *acctest.Env) string { return defaultTeamOf(env, rootUnitID) }
	return []provoked{
		{
			name: "role of a disabled user", texts: []string{"codeUserDisabled"}, config: ofUser(userJim), want: "0x80040225", remedy: "Enable the user that the service names",
			before: func(_ *testing.T, env *acctest.Env) {
				env.Patch(dataverseSet("systemusers"), userJim, acctest.Row{"isdisabled": true})
			},
		},
		{
			name: "role of the support user", texts: []string{"codeSupportUserRoles"}, config: ofUser(userJim), want: "0x80041d51", remedy: "roles of Microsoft's support user are fixed",
			before: func(_ *testing.T, env *acctest.Env) {
				env.Patch(dataverseSet("systemusers"), userJim, acctest.Row{"accessmode": 3})
			},
		},
		{
			name: "role of a built-in user", texts: []string{"codeSpecialUser"}, config: ofUser(textUser), want: "0x80041d33", remedy: "Name another user: this one belongs to the service",
			before: func(_ *testing.T, env *acctest.Env) {
				env.Insert(dataverseSet("systemusers"), acctest.Row{"systemuserid": textUser, "fullname": "SYSTEM", "isdisabled": true})
			},
		},
		{
			name: "role of the support", texts: []string{"codeAssignSupportRole"}, want: "0x80041d44", remedy: "Support User is for Microsoft's support alone",
			config: textAssignment(fmt.Sprintf("system_user_id = %q", userJim), `role_name = "Support User"`),
		},
		{name: "role of an access team", texts: []string{"codeAccessTeamRole"}, before: team(acctest.Row{"teamtype": 1}), config: ofTeam, want: "0x80048331", remedy: "Name an owner team"},
		{
			name: "role that a group team cannot have", texts: []string{"codeGroupTeamRole"}, config: textAssignment(fmt.Sprintf("team_id = %q", textTeam), `role_name = "Knowledge Manager"`), want: "0x80048350",
			remedy: "Choose a role whose privileges members inherit directly", before: team(acctest.Row{"teamtype": 2}),
		},
		{
			name: "role of a user who moves during the run", texts: []string{"codeWrongUnit"}, config: ofUser(userJim), want: "0x80041409", remedy: "Somebody moved the user or the team",
			before: func(_ *testing.T, env *acctest.Env) {
				other(env)
				env.Before("POST", "systemuserroles_association", func() {
					env.Patch(dataverseSet("systemusers"), userJim, acctest.Row{"_businessunitid_value": textUnit})
				})
			},
		},
		{
			name: "role that is deleted during the run", texts: []string{"codeOData"}, want: "0x80060888", remedy: "Correct what the service names",
			config: textAssignment(fmt.Sprintf("system_user_id = %q", userJim), fmt.Sprintf("role_id = %q", textUnit)),
			before: func(_ *testing.T, env *acctest.Env) {
				env.Insert(dataverseSet("roles"), acctest.Row{"roleid": textUnit, "name": "Texts", "_businessunitid_value": rootUnitID})
				env.Before("POST", "systemuserroles_association", func() { env.Delete(dataverseSet("roles"), textUnit) })
			},
		},
		{name: "provider without any role", texts: []string{"codeUserNoRoles"}, before: func(_ *testing.T, env *acctest.Env) { unassign(env) }, config: ofUser(userJim), want: "0x80042f09", remedy: "Give the provider's identity"},
		{
			name: "provider without System Administrator", texts: []string{"codePrivilege"}, config: ofUser(userJim), want: "0x80040220", remedy: "Give the provider's identity",
			before: func(_ *testing.T, env *acctest.Env) {
				unassign(env)
				env.Insert(dataverseSet("systemuserrolescollection"), acctest.Row{"systemuserid": ownUser(env), "roleid": roleOf(env, "name", "Basic User")})
			},
		},
		{
			name: "provider that Dataverse does not know", texts: []string{"codeNotMember"}, want: "0x80072560", remedy: "What to do: ",
			config: func(g *guide) string { return g.as(applicationID, ofUser(userJim)(g)) },
		},
		{
			name: "last administrator without the role", texts: []string{"codeRemoveLastAdmin"}, first: assignment(ownUser), change: func(env *acctest.Env) { dismiss(env, ownUser(env)) },
			destroy: true, want: "0x80041d30", remedy: "Give System Administrator to another enabled user first", repair: administer,
		},
		{
			name: "tenant administrator without the role", texts: []string{"codeTenantAdminRole"}, first: assignment(otis), destroy: true, want: "0x80041d64",
			remedy: "Take the role Global administrator or Service administrator",
			before: func(t *testing.T, env *acctest.Env) {
				t.Helper()
				administer(env)
				tenantAdministrator(t, env)
			},
			repair: func(env *acctest.Env) {
				env.Patch(acctest.Set{API: acctest.Graph, Name: "users"}, objectOtis, acctest.Row{"tenantAdministrator": false})
			},
		},
		{
			name: "member of a default team", texts: []string{"codeAddToDefaultTeam"}, want: "0x8004830b", remedy: "every user of the business unit is a member of its default team",
			before: func(_ *testing.T, env *acctest.Env) { other(env) },
			config: textMembership(func(env *acctest.Env) string { return defaultTeamOf(env, textUnit) }, userJim),
		},
		{
			name: "member of a default team who leaves", texts: []string{"codeRemoveFromDefault"}, destroy: true, want: "0x8004830c", remedy: "Leave the member where it is",
			first: imported("bcsales_team_membership", func(env *acctest.Env) string { return rootTeam(env) + "/" + userJim }, textMembership(rootTeam, userJim)),
			repair: func(env *acctest.Env) {
				env.Patch(dataverseSet("teams"), rootTeam(env), acctest.Row{"isdefault": false})
			},
		},
	}
}
