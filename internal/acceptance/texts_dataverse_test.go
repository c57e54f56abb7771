// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/acctest"
)

// dataverseTexts are the texts of the emulated Dataverse that a configuration provokes here.
func dataverseTexts() []provoked {
	assign := func(principal, role string) func(g *guide) string {
		return func(g *guide) string { return g.block("bcsales_security_role_assignment", principal+"\n"+role) }
	}
	some := func(g *guide) string { return fmt.Sprintf("role_id = %q", roleOf(g.env, "name", "Basic User")) }
	ofUser := func(id string) func(g *guide) string {
		return func(g *guide) string { return assign(fmt.Sprintf("system_user_id = %q", id), some(g))(g) }
	}
	ofTeam := func(g *guide) string { return assign(fmt.Sprintf("team_id = %q", textTeam), some(g))(g) }
	team := func(row acctest.Row) func(t *testing.T, env *acctest.Env) {
		return func(_ *testing.T, env *acctest.Env) {
			all := acctest.Row{"teamid": textTeam, "name": "Texts", "_businessunitid_value": rootUnitID}
			maps.Copy(all, row)
			env.Insert(dataverseSet("teams"), all)
		}
	}
	application := func(lines string) func(g *guide) string {
		return func(g *guide) string {
			return g.block("bcsales_integration_user", fmt.Sprintf("application_id = %q\ninternal_email_address = \"texts@contoso.example\"\n%s", applicationID, lines))
		}
	}
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
		{name: "role of an access team", texts: []string{"codeAccessTeamRole"}, before: team(acctest.Row{"teamtype": 1}), config: ofTeam, want: "0x80048331", remedy: "Name an owner team"},
		{
			name: "role that a group team cannot bear", texts: []string{"codeGroupTeamRole"}, config: ofTeam, want: "0x80048350", remedy: "Choose a role whose privileges members inherit directly",
			before: func(t *testing.T, env *acctest.Env) {
				t.Helper()
				team(acctest.Row{"teamtype": 2})(t, env)
				env.Patch(dataverseSet("roles"), roleOf(env, "name", "Basic User"), acctest.Row{"isinherited": 0})
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
			config: func(g *guide) string {
				block := g.env.ProviderBlock("", applicationID)
				return block + strings.TrimPrefix(ofUser(userJim)(g), g.env.ProviderConfig())
			},
		},
		{
			name: "member of a default team", texts: []string{"codeAddToDefaultTeam"}, want: "0x8004830b", remedy: "every user of the business unit is a member of its default team",
			before: func(t *testing.T, env *acctest.Env) {
				t.Helper()
				env.Insert(dataverseSet("businessunits"), acctest.Row{"businessunitid": textUnit, "name": "Other", "_parentbusinessunitid_value": rootUnitID})
				team(acctest.Row{"isdefault": true, "_businessunitid_value": textUnit})(t, env)
			},
			config: func(g *guide) string {
				return g.block("bcsales_team_membership", fmt.Sprintf("team_id = %q\nsystem_user_id = %q", textTeam, userJim))
			},
		},
		{
			name: "user in a disabled business unit", texts: []string{"codeDisabledUnit"}, config: application(fmt.Sprintf("business_unit_id = %q", textUnit)), want: "0x8004032d", remedy: "Enable the business unit",
			before: func(_ *testing.T, env *acctest.Env) {
				env.Insert(dataverseSet("businessunits"), acctest.Row{"businessunitid": textUnit, "name": "Closed", "isdisabled": true, "_parentbusinessunitid_value": rootUnitID})
			},
		},
		{name: "user in a business unit that is not there", texts: []string{"codeAbsent"}, config: application(fmt.Sprintf("business_unit_id = %q", textUnit)), want: "Does Not Exist", remedy: "Correct what the service names"},
	}
}

// dataverseElsewhere names the tests of the services that provoke a text of Dataverse through Terraform, as file:test.
func dataverseElsewhere() map[string]string {
	return map[string]string{
		"codeNotInDirectory":   "integrationuser/user_test.go:TestReplicationTimeout",
		"codeAppNotRegistered": "integrationuser/user_test.go:TestMissingServicePrincipal",
		"codeAccessMode":       "integrationuser/account_test.go:TestAccountRefusals",
		"codeEnableNoLicense":  "integrationuser/account_test.go:TestAccountRefusals",
		"codeOData":            "securityrole/assignment_test.go:TestLostAnswers",
		"codeImportFailed":     "solution/operation_test.go:TestFailedOperation",
		"codePackageTooNew":    "solution/operation_test.go:TestFailedOperation",
		"codeConcurrency":      "solution/failures_test.go:TestForeignOperation",
	}
}

// dataverseUnprovoked are the texts of Dataverse that no configuration can provoke, by the reason.
func dataverseUnprovoked() map[string][]string {
	return map[string][]string{
		"the schema or its validators refuse the value before anything is sent": {
			"codeMissingField",
		},
		"the provider checks it before the first write and words it itself, with the service's words": {
			"codeWrongUnit", "codeDuplicateAppUser", "codeNonInteractive", "codeNoLicense", "codeUserInDirectory", "codeTeamOwns", "codeImportDependencies",
			"codeManagedOlder", "codeManagedOverOpen", "codeBadZip", "codePackageNotValid", "codeInUse", "codeImportNotWellFormed", "codeOpenOverManaged",
		},
		"the provider orders its calls so that it cannot happen; only another client in between can": {
			"codeDuplicate", "codeJobExists", "codeNoUpgrade", "codeNoBase", "codeUserExists", "codeAccessModeApp", "codeAssociated",
			"codeRemoveFromDefault",
		},
		"the caller must be the last administrator itself, and the provider leaves what it found": {
			"codeRemoveLastAdmin", "codeDisableLastAdmin", "codeReadOnlyLastAdmin", "codeReadOnlySelf", "codeAccessModeAdmin",
		},
		"no resource makes such a call (roles, business units, currencies, teams and solutions as rows of their own)": {
			"codeParentMissing", "codeParentInvalid", "codeOwner", "codeInvalidOperation", "codeRoleExists", "codeDeleteAdminRole", "codeModifyAdminRole",
			"codeDeleteSupportRole", "codeModifySupportRole", "codeDeleteCustomizer", "codeInheritedRole", "codeUnitKeepsAdmins", "codeUnitNotDisabled", "codeUnitHasChild",
			"codeUnitTeamOwns", "codeRootUnit", "codeDeleteDefaultTeam", "codeRenameDefaultTeam", "codeAccessTeamOwner", "codeTeamNoRoles", "codeIsoInvalid",
			"codeIsoDuplicate", "codePatched", "codeSolutionName", "codeRestrictedSolution", "codeSolutionVersion", "codeSolutionTaken", "codeManagedUpdate",
		},
		"it concerns Microsoft's own accounts, which the provider does not take for a person or an application": {
			"codeSpecialUser", "codeSupportUser", "codeDelegatedAdmin", "codeAssignSupportRole", "codeAppUserUpdate",
		},
	}
}
