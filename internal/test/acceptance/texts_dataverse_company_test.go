// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// withBase installs the base solution in Dataverse.
func withBase(env *acctest.Env) {
	env.Insert(dataverseSet("solutions"), acctest.Row{"uniquename": samples.BaseIntegrationName, "version": "1.0.0.0", "ismanaged": true})
}

// textCompany is a company that destroy deletes.
func textCompany(g *guide) string {
	return g.block("bcsales_dataverse_company", fmt.Sprintf("company_id = %q\ncompany_name = \"Texts\"\ndeletion_policy = \"delete\"", companyID))
}

// companyParts returns the company's unit and its owning team.
func companyParts(env *acctest.Env) (unit, team string) {
	row := env.Find(dataverseSet("teams"), "teamid", env.Find(dataverseSet("bcbi_companies"), "bcbi_externalid", companyID)["_bcbi_defaultowningteam_value"])
	return fmt.Sprint(row["_businessunitid_value"]), fmt.Sprint(row["teamid"])
}

// ownerTeam returns the owning team that is being created for the company.
func ownerTeam(env *acctest.Env) string {
	return fmt.Sprint(env.Find(dataverseSet("teams"), "name", "BCI - Texts ("+companyID+")")["teamid"])
}

func dataverseCompanyTexts() []provoked {
	creating := func(change func(env *acctest.Env)) func(t *testing.T, env *acctest.Env) {
		return func(_ *testing.T, env *acctest.Env) {
			withBase(env)
			env.Before("POST", "/bcbi_companies$", func() { change(env) })
		}
	}
	// destroying has the company, then a change, then a destroy that is refused, then the change reverted.
	destroying := func(name, code, want, remedy string, change, repair func(env *acctest.Env)) provoked {
		return provoked{
			name: name, texts: []string{code}, before: func(_ *testing.T, env *acctest.Env) { withBase(env) },
			first: textCompany, change: change, destroy: true, want: want, remedy: remedy, repair: repair,
		}
	}
	// ofTeam is an imported company that somebody assigned to a team of another unit.
	ofTeam := func(name, code, want string, team func(env *acctest.Env) string) provoked {
		return provoked{
			name: name, texts: []string{code}, destroy: true, want: want, remedy: "Set deletion_policy to retain",
			before: func(_ *testing.T, env *acctest.Env) {
				withBase(env)
				env.Insert(dataverseSet("businessunits"), acctest.Row{"businessunitid": textUnit, "name": "Other", "_parentbusinessunitid_value": rootUnitID})
				id := team(env)
				unit := env.Find(dataverseSet("teams"), "teamid", id)["_businessunitid_value"]
				for _, role := range env.Rows(dataverseSet("roles")) {
					if role["_parentrootroleid_value"] == "a2b18661-9ff5-e911-a812-000d3a0b9028" && role["_businessunitid_value"] == unit {
						env.Insert(dataverseSet("teamrolescollection"), acctest.Row{"teamid": id, "roleid": role["roleid"]})
					}
				}
				env.Insert(dataverseSet("bcbi_companies"), acctest.Row{"bcbi_externalid": companyID, "bcbi_name": "Texts", "_bcbi_defaultowningteam_value": id, "_ownerid_value": id})
			},
			first: imported("bcsales_dataverse_company", func(*acctest.Env) string { return companyID }, textCompany),
			last:  textCompanyKept,
		}
	}
	owned := func(owner func(env *acctest.Env) string) func(env *acctest.Env) {
		return func(env *acctest.Env) {
			env.Insert(dataverseSet("incidents"), acctest.Row{"incidentid": textUnit, "title": "Texts", "_ownerid_value": owner(env)})
		}
	}
	disown := func(env *acctest.Env) { env.Delete(dataverseSet("incidents"), textUnit) }
	unitOf := func(env *acctest.Env) string { unit, _ := companyParts(env); return unit }
	return []provoked{
		{
			name: "company of a team whose roles are taken during the run", terraform: true, texts: []string{"codeTeamNoRoles"}, config: textCompany, want: "0x80042f0a", remedy: "Somebody removed the team's roles during the run",
			before: creating(func(env *acctest.Env) {
				team := ownerTeam(env)
				for _, row := range env.Rows(dataverseSet("teamrolescollection")) {
					if row["teamid"] == team {
						env.Delete(dataverseSet("teamrolescollection"), fmt.Sprint(row["teamroleid"]))
					}
				}
			}),
		},
		{
			// ConvertOwnerTeamToAccessTeam is an action of Dataverse.
			name: "company of a team that becomes an access team during the run", texts: []string{"codeAccessTeamOwner"}, config: textCompany, want: "0x80048340", remedy: "Delete the access team",
			before: creating(func(env *acctest.Env) {
				env.Patch(dataverseSet("teams"), ownerTeam(env), acctest.Row{"teamtype": 1})
			}),
		},
		destroying("team with rows that are not counted beforehand", "codeTeamOwns", "0x8004830e", "Assign the team's records to another owner",
			owned(func(env *acctest.Env) string { _, team := companyParts(env); return team }), disown),
		destroying("unit whose default team owns rows", "codeUnitTeamOwns", "0x80041d62", "Assign the records of the business unit's default team",
			owned(func(env *acctest.Env) string { return defaultTeamOf(env, unitOf(env)) }), disown),
		destroying("unit that gets a child during the run", "codeUnitHasChild", "0x80041d61", "Move the business units below it elsewhere",
			func(env *acctest.Env) {
				unit := unitOf(env)
				env.Before("DELETE", "/businessunits", func() {
					env.Insert(dataverseSet("businessunits"), acctest.Row{"businessunitid": textUnit, "name": "Child", "_parentbusinessunitid_value": unit})
				})
			},
			func(env *acctest.Env) { env.Delete(dataverseSet("businessunits"), textUnit) }),
		destroying("unit with the last administrator", "codeUnitKeepsAdmins", "0x80041d59", "Give System Administrator to an enabled user outside",
			func(env *acctest.Env) {
				unit := unitOf(env)
				dismiss(env, ownUser(env))
				env.Before("PATCH", "/businessunits", func() {
					env.Patch(dataverseSet("systemusers"), ownUser(env), acctest.Row{"_businessunitid_value": unit})
				})
			},
			func(env *acctest.Env) {
				env.Patch(dataverseSet("systemusers"), ownUser(env), acctest.Row{"_businessunitid_value": rootUnitID})
			}),
		ofTeam("company of a default team", "codeDeleteDefaultTeam", "Dataverse does not delete the default team of a business unit",
			func(env *acctest.Env) string { return defaultTeamOf(env, textUnit) }),
		ofTeam("company in the root unit", "codeRootUnit", "Dataverse neither disables nor deletes the root business unit",
			func(env *acctest.Env) string {
				env.Insert(dataverseSet("teams"), acctest.Row{"teamid": textTeam, "name": "Texts", "_businessunitid_value": rootUnitID})
				return textTeam
			}),
	}
}

// textCompanyKept is the company with the default policy.
func textCompanyKept(g *guide) string {
	return g.block("bcsales_dataverse_company", fmt.Sprintf("company_id = %q\ncompany_name = \"Texts\"", companyID))
}
