// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	objectOtis   = "000000a1-0000-4000-8000-000000000003"
	applicationX = "000000ee-0000-4000-8000-000000000012" // in the directory only where a row puts it there
	textUser     = "000000ee-0000-4000-8000-000000000013"
)

// textApplication is an application user with more arguments.
func textApplication(lines string) func(g *guide) string {
	return textUserOf(applicationID, lines)
}

func textUserOf(application, lines string) func(g *guide) string {
	return func(g *guide) string {
		return g.block("bcsales_integration_user", fmt.Sprintf("application_id = %q\ninternal_email_address = \"texts@contoso.example\"\n%s", application, lines))
	}
}

// textAccount is the user of Otis's account with more arguments.
func textAccount(lines string) func(g *guide) string {
	return func(g *guide) string {
		return g.block("bcsales_integration_user", fmt.Sprintf("object_id = %q\n%s", objectOtis, lines))
	}
}

// imported is the configuration with an import block for its resource.
func imported(kind string, id func(env *acctest.Env) string, config func(g *guide) string) func(g *guide) string {
	return func(g *guide) string {
		return config(g) + fmt.Sprintf("import {\n  to = %s.text\n  id = %q\n}\n", kind, id(g.env))
	}
}

// administer makes Otis a System Administrator.
func administer(env *acctest.Env) {
	env.Insert(dataverseSet("systemuserrolescollection"), acctest.Row{"systemuserid": userOtis, "roleid": roleOf(env, "_roletemplateid_value", systemAdministrator)})
}

const systemAdministrator = "627090ff-40a3-4053-8790-584edc5be201"

// dismiss takes System Administrator from every user but one, who has it directly.
func dismiss(env *acctest.Env, except string) {
	role := roleOf(env, "_roletemplateid_value", systemAdministrator)
	for _, row := range env.Rows(dataverseSet("systemuserrolescollection")) {
		if row["roleid"] == role && row["systemuserid"] != except {
			env.Delete(dataverseSet("systemuserrolescollection"), fmt.Sprint(row["systemuserroleid"]))
		}
	}
}

// administerThroughTeam makes a user an administrator through a team, and nobody an administrator in any other way.
func administerThroughTeam(env *acctest.Env, user string) {
	env.Insert(dataverseSet("teams"), acctest.Row{"teamid": textTeam, "name": "Administrators", "_businessunitid_value": rootUnitID})
	env.Insert(dataverseSet("teamrolescollection"), acctest.Row{"teamid": textTeam, "roleid": roleOf(env, "_roletemplateid_value", systemAdministrator)})
	env.Insert(dataverseSet("teammemberships"), acctest.Row{"teamid": textTeam, "systemuserid": user})
	dismiss(env, "")
}

func dataverseUserTexts() []provoked {
	mode := func(row acctest.Row) func(t *testing.T, env *acctest.Env) {
		return func(_ *testing.T, env *acctest.Env) { env.Patch(dataverseSet("systemusers"), userOtis, row) }
	}
	creating := func(change func(env *acctest.Env)) func(t *testing.T, env *acctest.Env) {
		return func(_ *testing.T, env *acctest.Env) {
			env.Before("POST", "/systemusers$", func() { change(env) })
		}
	}
	own := imported("bcsales_integration_user", ownUser, textOwn)
	applied := textApplication(`deletion_policy = "delete"`)
	return []provoked{
		{
			name: "user of an application that another run adds", texts: []string{"codeDuplicateAppUser"}, config: textApplication(""), want: "0x8004f511", remedy: "terraform import",
			before: creating(func(env *acctest.Env) {
				env.Insert(dataverseSet("systemusers"), acctest.Row{"applicationid": applicationID, "internalemailaddress": "other@contoso.example"})
			}),
		},
		{
			name: "user whose e-mail address is taken during the run", texts: []string{"codeDuplicate"}, config: textApplication(""), want: "0x80040237", remedy: "Set internal_email_address to another address",
			before: creating(func(env *acctest.Env) {
				env.Patch(dataverseSet("systemusers"), userJim, acctest.Row{"internalemailaddress": "texts@contoso.example"})
			}),
		},
		{name: "user of an application that the tenant does not know", texts: []string{"codeAppNotRegistered"}, config: textUserOf(applicationX, ""), want: "0x80041d49", remedy: "azuread_service_principal"},
		{
			name: "user of an application that is not replicated", texts: []string{"codeNotInDirectory"}, config: textUserOf(applicationX, `timeouts = { create = "5s" }`),
			want: "0x80041d28", remedy: "Raise the operation's value in the timeouts attribute",
			before: func(_ *testing.T, env *acctest.Env) {
				world := env.Emulator().World()
				world.Do(func() {
					world.Store.Table(store.Graph, "servicePrincipals").Put(store.Row{"id": textUser, "appId": applicationX, "displayName": "New", "createdDateTime": "2999-01-01T00:00:00Z"})
				})
			},
		},
		{name: "user in an absent business unit", texts: []string{"codeAbsent"}, config: textApplication(fmt.Sprintf("business_unit_id = %q", textUnit)), want: "Does Not Exist", remedy: "Correct what the service names"},
		{
			name: "user in a disabled business unit", texts: []string{"codeDisabledUnit"}, config: textApplication(fmt.Sprintf("business_unit_id = %q", textUnit)), want: "0x8004032d", remedy: "Enable the business unit",
			before: func(_ *testing.T, env *acctest.Env) {
				env.Insert(dataverseSet("businessunits"), acctest.Row{"businessunitid": textUnit, "name": "Closed", "isdisabled": true, "_parentbusinessunitid_value": rootUnitID})
			},
		},
		throttled("requests", "codeLimitRequests", "0x80072322", "Number of requests exceeded the limit of 6000 over time window of 300 seconds."),
		throttled("execution time", "codeLimitExecution", "0x80072321", "Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over time window of 300 seconds."),
		throttled("requests at a time", "codeLimitConcurrent", "0x80072326", "Number of concurrent requests exceeded the limit of 52."),
		{
			name: "application instead of an account", texts: []string{"codeAccessModeApp"}, want: "Dataverse does not let the access mode of an application user be changed", remedy: "What to do: Set application_id to",
			config: func(g *guide) string {
				return g.block("bcsales_integration_user", fmt.Sprintf("object_id = %q\naccess_mode = \"read\"", emulator.ObjectID))
			},
		},
		{
			name: "eighth non-interactive user", texts: []string{"codeNonInteractive"}, config: textAccount(`access_mode = "non_interactive"`), want: "0x8004b050", remedy: "Give one of them another access mode",
			before: func(_ *testing.T, env *acctest.Env) {
				env.Before("PATCH", "/systemusers", func() {
					for i := range 7 {
						env.Insert(dataverseSet("systemusers"), acctest.Row{"fullname": fmt.Sprint("Robot ", i), "internalemailaddress": fmt.Sprintf("robot%d@contoso.example", i), "accessmode": 4})
					}
				})
			},
		},
		{name: "access mode of the support user", texts: []string{"codeSupportUser"}, before: mode(acctest.Row{"accessmode": 3}), config: textAccount(`access_mode = "read"`), want: "0x80041d41", remedy: "Name another user"},
		{name: "access mode of a delegated administrator", texts: []string{"codeDelegatedAdmin"}, before: mode(acctest.Row{"accessmode": 5}), config: textAccount(`access_mode = "read"`), want: "0x80041d67", remedy: "Name another user"},
		{
			name: "access mode without System Administrator", texts: []string{"codeAccessModeAdmin"}, config: textAccount(`access_mode = "read"`), want: "0x80048d2f", remedy: "Give the provider's identity the role System Administrator",
			before: func(_ *testing.T, env *acctest.Env) {
				unassign(env)
				env.Insert(dataverseSet("systemuserrolescollection"), acctest.Row{"systemuserid": ownUser(env), "roleid": roleOf(env, "name", "Basic User")})
			},
		},
		{
			name: "access mode of the last administrator", texts: []string{"codeReadOnlyLastAdmin"}, config: textAccount(`access_mode = "read"`), want: "0x80041d38", remedy: "Give System Administrator to another user",
			before: func(_ *testing.T, env *acctest.Env) {
				administerThroughTeam(env, ownUser(env))
				env.Before("PATCH", "/systemusers", func() { administer(env) })
			},
		},
		{
			// The provider signs in as Otis, as it does with a person's Azure CLI.
			name: "own access mode", texts: []string{"codeReadOnlySelf"}, want: "0x80041d39", remedy: "Let another administrator change it",
			before: func(_ *testing.T, env *acctest.Env) {
				administerThroughTeam(env, userOtis)
				env.Insert(acctest.Set{API: acctest.Graph, Name: "servicePrincipals"}, acctest.Row{"id": objectOtis, "appId": applicationX, "displayName": "Otis"})
			},
			config: func(g *guide) string { return g.as(applicationX, textAccount(`access_mode = "read"`)(g)) },
		},
		{
			name: "account whose user would be deleted", texts: []string{"codeUserInDirectory"}, config: textAccount(`deletion_policy = "delete"`),
			want: "only after the account itself was deleted from Microsoft Entra ID", remedy: `Use "disable" or "retain"`,
		},
		{
			name: "last administrator disabled", texts: []string{"codeDisableLastAdmin"}, first: own, change: func(env *acctest.Env) { dismiss(env, ownUser(env)) },
			destroy: true, want: "0x80041d2f", remedy: "Give System Administrator to another enabled user first", repair: administer,
		},
		{
			name: "tenant administrator disabled", texts: []string{"codeTenantAdmin"}, config: textAccount("enabled = false"), want: "0x80041d65", remedy: "Take the role Global administrator or Service administrator",
			before: tenantAdministrator,
		},
		{
			name: "user whose settings are still being removed", texts: []string{"codeOwnerSettings"}, with: []acctest.Option{acctest.WithSpeed(1)},
			first: textApplication("deletion_policy = \"delete\"\ntimeouts = { delete = \"1s\" }"), destroy: true,
			want: "0x80048610", remedy: "Raise the operation's value in the timeouts attribute", last: applied,
		},
		{
			name: "owner of rows that are not counted beforehand", texts: []string{"codeAssociated"}, first: applied, destroy: true, want: "0x80040227", remedy: "Give what the service names to another owner",
			change: func(env *acctest.Env) {
				env.Insert(dataverseSet("incidents"), acctest.Row{"incidentid": textUnit, "title": "Texts", "_ownerid_value": env.Find(dataverseSet("systemusers"), "applicationid", applicationID)["systemuserid"]})
			},
			repair: func(env *acctest.Env) { env.Delete(dataverseSet("incidents"), textUnit) },
		},
		{
			name: "user enabled again before its deletion", texts: []string{"codeInvalidOperation"}, first: applied, destroy: true, want: "0x8004023b", remedy: "Somebody changed the object during the run",
			change: func(env *acctest.Env) {
				env.Before("DELETE", "/systemusers", func() {
					env.Patch(dataverseSet("systemusers"), fmt.Sprint(env.Find(dataverseSet("systemusers"), "applicationid", applicationID)["systemuserid"]), acctest.Row{"isdisabled": false})
				})
			},
		},
	}
}

// throttled is a limit of Dataverse that affects the provider until its time is over. It is reached by other
// clients with the same identity, whose requests the fault represents.
func throttled(name, text, code, message string) provoked {
	return provoked{
		name: "limit of " + name, texts: []string{text}, config: textApplication(`timeouts = { create = "5s" }`), want: code, remedy: "Raise the operation's value in the timeouts attribute",
		before: func(_ *testing.T, env *acctest.Env) {
			env.Faults(acctest.Fault{
				API: acctest.Dataverse, Method: "POST", Path: "/systemusers$", Action: "status", Status: 429, Headers: map[string]string{"Retry-After": "60"},
				Body: acctest.Row{"error": acctest.Row{"code": code, "message": message}},
			})
		},
	}
}

// textOwn is the provider's own user.
func textOwn(g *guide) string {
	return g.block("bcsales_integration_user", fmt.Sprintf("application_id = %q", emulator.ClientID))
}

// tenantAdministrator makes Otis an administrator of the tenant in Microsoft 365.
func tenantAdministrator(_ *testing.T, env *acctest.Env) {
	env.Patch(acctest.Set{API: acctest.Graph, Name: "users"}, objectOtis, acctest.Row{"tenantAdministrator": true})
}
