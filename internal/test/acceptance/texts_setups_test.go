// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// requirement is something that Business Central requires before it enables a connection.
type requirement struct {
	name, text      string
	spoil, restore  func(env *acctest.Env)
	words, remedy   string
	inService, does string // words and remedy if the service's differ from the provider's
}

// checkedFirst are the rows in which the provider finds the problem before the first write.
func checkedFirst(requirements []requirement) []provoked {
	rows := make([]provoked, 0, len(requirements))
	for _, r := range requirements {
		rows = append(rows, provoked{name: r.name, texts: []string{r.text}, change: r.spoil, repair: r.restore, want: r.words, remedy: r.remedy})
	}
	return rows
}

// foundByTheService are the rows in which another administrator causes the problem after the provider's checks.
func foundByTheService(path, summary string, requirements []requirement) []provoked {
	rows := make([]provoked, 0, len(requirements))
	for _, r := range requirements {
		words, remedy := r.words, r.remedy
		if r.inService != "" {
			words = r.inService
		}
		if r.does != "" {
			remedy = r.does
		}
		rows = append(rows, provoked{
			name: r.name + " during the run", texts: []string{r.text}, during: during{http.MethodPost, path, r.spoil}, repair: r.restore,
			summary: summary, want: words, remedy: remedy,
		})
	}
	return rows
}

// chained combines many rows into one on a single emulator.
func chained(name string, before func(t *testing.T, env *acctest.Env), config func(g *guide) string, rows []provoked) provoked {
	first := rows[0]
	first.name, first.before, first.config, first.again = name, before, config, rows[1:]
	return first
}

// dataverseRequirements are the requirements of CheckIntegrationRequirements and of SyncCompany.
func dataverseRequirements() []requirement {
	const roles, company = "Give the roles with bcsales_security_role_assignment", "Create the company's business unit, team and row with bcsales_dataverse_company"
	user := func(column string, spoiled, right any) (spoil, restore func(env *acctest.Env)) {
		return setIn("systemusers", arrangedUser, acctest.Row{column: spoiled}), setIn("systemusers", arrangedUser, acctest.Row{column: right})
	}
	having := func(ids ...string) func(env *acctest.Env) { return func(env *acctest.Env) { setRoles(env, ids...) } }
	all := having(baseRoleID, salesAdministratorID, salesUserID)
	administrator := func(env *acctest.Env) {
		setRoles(env, baseRoleID, salesAdministratorID, salesUserID, roleOf(env, "_roletemplateid_value", "627090ff-40a3-4053-8790-584edc5be201"))
	}
	version := func(version string) func(env *acctest.Env) {
		return func(env *acctest.Env) {
			key, _ := env.Find(dataverseSet("solutions"), "uniquename", "bcbi_CdsBaseIntegration")["solutionid"].(string)
			env.Patch(dataverseSet("solutions"), key, acctest.Row{"version": version})
		}
	}
	base := func(currency any) func(env *acctest.Env) {
		return func(env *acctest.Env) {
			for _, row := range env.Rows(dataverseSet("organizations")) {
				key, _ := row["organizationid"].(string)
				env.Patch(dataverseSet("organizations"), key, acctest.Row{"_basecurrencyid_value": currency})
			}
		}
	}
	noEmail, email := user("internalemailaddress", "other@contoso.example", arrangedEmail)
	disabled, enabled := user("isdisabled", true, false)
	noSolution, solution := takenOut("solutions", "solutionid", "uniquename", "bcbi_CdsBaseIntegration")
	noRole, baseRole := takenOut("roles", "roleid", "roleid", baseRoleID)
	noCopy, roleCopy := takenOut("roles", "roleid", "_businessunitid_value", arrangedUnit)
	noCompany, row := takenOut("bcbi_companies", "bcbi_companyid", "bcbi_externalid", companyID)
	const absent = "000000ee-0000-4000-8000-0000000000ff"
	// No administrator could write a reference to an absent row.
	owningTeam := func(id string) func(env *acctest.Env) {
		return func(env *acctest.Env) {
			world := env.Emulator().World()
			world.Do(func() {
				table := world.Store.Table(store.Dataverse, "bcbi_companies")
				row, _ := table.First(func(row store.Row) bool { return row.Equal("bcbi_externalid", companyID) })
				table.Update(table.Key(row), store.Row{"_bcbi_defaultowningteam_value": id})
			})
		}
	}
	roleOfTeam := func(env *acctest.Env) {
		env.Insert(dataverseSet("teamrolescollection"), acctest.Row{"teamid": arrangedTeam, "roleid": unitRole(env)})
	}
	noUnit, unit := vanished("businessunits", arrangedUnit)
	noTeamRole, teamRole := takenOut("teamrolescollection", "teamroleid", "teamid", arrangedTeam)
	return []requirement{
		{name: "no such user", text: "ownUserMissing", spoil: noEmail, restore: email, words: "There is no user with email address " + arrangedEmail + " in", remedy: "Create the user with bcsales_integration_user"},
		{name: "user disabled", text: "ownUserDisabled", spoil: disabled, restore: enabled, words: "User " + arrangedEmail + " is disabled on server", remedy: "Enable the user: enabled = true in bcsales_integration_user"},
		{name: "user without roles", text: "ownUserNoRoles", spoil: having(), restore: all, words: "User " + arrangedEmail + " has no user roles assigned on server", remedy: roles},
		{name: "administrator", text: "ownUserAdministrator", spoil: administrator, restore: all, words: "You must choose a user that does not have the System Administrator role.", remedy: "Take the System Administrator role from the user"},
		{name: "without the base role", text: "ownUserBaseRole", spoil: having(salesUserID), restore: all, words: "You must choose a user that has the role Business Central Dataverse Integration.", remedy: roles},
		{name: "no base solution", text: "ownSolution", spoil: noSolution, restore: solution, words: "Base Dataverse integration solution Business Central Dataverse Base Integration is not installed.", remedy: "Import the base integration solution (unique name bcbi_CdsBaseIntegration)"},
		{name: "old base solution", text: "ownSolutionVersion", spoil: version("0.9.0.0"), restore: version("2.0.0.0"), words: "is not the last one.", remedy: "Import version 1.0 or newer of the base integration solution"},
		{name: "no base role", text: "ownRoleMissing", spoil: noRole, restore: func(env *acctest.Env) { baseRole(env); all(env); roleOfTeam(env) }, words: "There is no role with ID {A2B18661-9FF5-E911-A812-000D3A0B9028} in Dataverse.", remedy: "Import the base integration solution"},
		{name: "no company row", text: "ownCompanyMissing", spoil: noCompany, restore: row, words: "There is no company with external ID " + companyID + " in Dataverse.", remedy: company},
		{name: "no team", text: "ownTeamMissing", spoil: owningTeam(absent), restore: owningTeam(arrangedTeam), words: "There is no team with ID {000000EE-0000-4000-8000-0000000000FF} in Dataverse.", remedy: company},
		{name: "no business unit", text: "ownUnitMissing", spoil: noUnit, restore: unit, words: "There is no business unit with ID {000000EE-0000-4000-8000-000000000021} in Dataverse.", remedy: company},
		{
			name: "unit renamed", text: "ownUnitDiffers", spoil: setIn("businessunits", arrangedUnit, acctest.Row{"name": "Renamed"}), restore: setIn("businessunits", arrangedUnit, acctest.Row{"name": arrangedUnitName}),
			words: "Business unit in BC does not match the business unit in Dataverse.", remedy: "Refer to business_unit_id and business_unit_name of this company's bcsales_dataverse_company",
		},
		{name: "no copy of the base role", text: "ownRoleMissingInUnit", spoil: noCopy, restore: func(env *acctest.Env) { roleCopy(env); roleOfTeam(env) }, words: "There is no integration role Business Central Dataverse Integration for business unit " + arrangedUnitName + ".", remedy: company},
		{name: "team without the role", text: "ownTeamRole", spoil: noTeamRole, restore: teamRole, words: "does not have the required role Business Central Dataverse Integration.", remedy: company},
		{name: "no local currency", text: "textLCYMissing", spoil: localCurrency(""), restore: localCurrency("EUR"), words: "To enable the connection to Dataverse, you must specify the LCY Code in General Ledger Setup.", remedy: "Fill in LCY Code on the page General Ledger Setup"},
		{
			name: "no exchange rate", text: "textBaseCurrency", spoil: localCurrency("XXX"), restore: localCurrency("EUR"),
			words: "The base currency EUR of the Dataverse environment must exist in Business Central and it must have an exchange rate.", remedy: "Create the base currency of the Dataverse environment in Business Central",
		},
		{
			name: "no base currency", text: "textBaseCurrencyNotFound", words: "Cannot find base currency in Dataverse.", remedy: "Choose a base currency in Dataverse",
			spoil:   func(env *acctest.Env) { localCurrency("XXX")(env); base(nil)(env) },
			restore: func(env *acctest.Env) { localCurrency("EUR")(env); base("000000c0-0000-4000-8000-000000000001")(env) },
		},
	}
}

// spoiltRows are changes by another administrator to the setup's row after it was written.
func spoiltRows() []requirement {
	column := func(name string, value any) func(env *acctest.Env) {
		return firstRow("dataverseConnectionSetups", acctest.Row{name: value})
	}
	const address = "Check environment_url"
	return []requirement{
		{name: "no answer", text: "ownNoAnswer", spoil: column("environmentUrl", otherHost), words: "Dataverse does not answer at environmentUrl, or refuses Business Central", remedy: address},
		{name: "address emptied", text: "ownURLEmpty", spoil: column("environmentUrl", ""), words: "environmentUrl is empty.", remedy: address},
		{name: "address without encryption", text: "ownURLHTTPS", spoil: column("environmentUrl", "http://contoso.crm4.dynamics.com"), words: "does not start with https://.", remedy: address},
		{name: "address with a path", text: "ownURLOrigin", spoil: column("environmentUrl", otherHost+"/main.aspx"), words: "must be only https:// and a host name", remedy: address},
		{name: "address elsewhere", text: "ownURLHost", spoil: column("environmentUrl", "https://dynamics.example.org"), words: "is not a Dataverse environment of this cloud", remedy: address},
		{name: "address off the list", text: "ownURLNotAllowed", spoil: column("environmentUrl", "https://other.crm4.dynamics.com"), words: "is not on the list of Dataverse environments that this Business Central environment may connect to.", remedy: "Let a person with the permission set BCS Approve"},
		{name: "invalid user name", text: "ownUserName", spoil: column("userName", "bc"), words: `userName "bc" is not an e-mail address.`, remedy: "Refer to internal_email_address of bcsales_integration_user in user_name"},
		{name: "unit emptied", text: "ownBusinessUnitMissing", spoil: column("businessUnitId", emptyGUID), words: "businessUnitId is empty.", remedy: "Refer to business_unit_id and business_unit_name"},
		{
			name: "Sales turned on", text: "ownSalesOn", words: "The Sales connection setup is enabled.", remedy: "Turn the Sales connection of the company off first",
			spoil: withRow("salesConnectionSetups", func(env *acctest.Env) acctest.Row {
				return acctest.Row{"environmentUrl": env.Emulator().URL(), "userName": arrangedEmail, "isEnabled": true}
			}),
			restore: withoutRows("salesConnectionSetups"),
		},
	}
}

// dataverseSetupTexts are the texts of the Dataverse connection setup.
func dataverseSetupTexts() []provoked {
	const enable, on = `dataverseConnectionSetups\(.*NAV\.enable$`, "Business Central refused to turn on the Dataverse connection"
	off := []string{"enabled = false"}
	turned := func(on bool) func(env *acctest.Env) {
		return firstRow("dataverseConnectionSetups", acctest.Row{"isEnabled": on})
	}
	salesRow := func(enabled bool) func(env *acctest.Env) {
		return withRow("salesConnectionSetups", func(env *acctest.Env) acctest.Row {
			return acctest.Row{"environmentUrl": env.Emulator().URL(), "userName": arrangedEmail, "isEnabled": enabled}
		})
	}
	met := foundByTheService(enable, "has been turned off again", dataverseRequirements())
	for i := range met {
		met[i].texts = append(met[i].texts, "ownEnableFailed")
	}
	return []provoked{
		chained("what Dataverse lacks", arrange, dataverseOnly(), checkedFirst(dataverseRequirements())),
		chained("what Dataverse lacks during the run", arrange, dataverseOnly(), met),
		chained("Dataverse setup spoilt during the run", arrange, dataverseOnly(), foundByTheService(enable, on, spoiltRows())),
		{
			name: "Dataverse setup turned off before its test", texts: []string{"ownDataverseTestDisabled"}, before: arrange, config: dataverseOnly(), during: during{http.MethodPost, `dataverseConnectionSetups\(.*testConnection$`, turned(false)},
			want: "The Dataverse connection setup is disabled. Call the action enable first; Business Central registers a connection only for an enabled setup.", remedy: "Somebody turned the connection off during the run",
			again: []provoked{
				{
					name: "Dataverse setup created during the run", texts: []string{"ownDataverseExists"}, want: "The Dataverse connection setup of this company exists already.", remedy: "Somebody created the setup during the run. Run terraform apply again",
					during: during{http.MethodPost, `dataverseConnectionSetups$`, withRow("dataverseConnectionSetups", func(env *acctest.Env) acctest.Row { return dataverseRow(env, false) })}, repair: withoutRows("dataverseConnectionSetups"),
				},
				{
					name: "unit without an id", texts: []string{"ownBusinessUnit"}, config: dataverseOnly(off[0], `business_unit_id = "`+emptyGUID+`"`), want: "businessUnitId and businessUnitName belong together.",
					remedy: "Refer to business_unit_id and business_unit_name",
				},
				{
					name: "business unit of another company", texts: []string{"ownBusinessUnitTaken"}, want: "is already coupled to another company of this environment.", remedy: "Give each company its own business unit",
					change: func(env *acctest.Env) {
						env.Insert(globalSet("companies"), acctest.Row{"id": otherCompany, "name": "Other"})
						env.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "dataverseConnectionSetups", Company: otherCompany}, acctest.Row{"businessUnitId": arrangedUnit, "businessUnitName": "Shared"})
					},
				},
				{name: "no consent", texts: []string{"ownConsent"}, config: dataverseOnly("consent_acknowledged = false"), want: "data of this company is then exchanged with another Microsoft service", remedy: "set consent_acknowledged = true"},
			},
		},
		{
			name: "Dataverse setup turned on before a change", texts: []string{"ownChangeWhileEnabled"}, before: arrange, first: dataverseOnly(off...), config: dataverseOnly(off[0], "proxy_version = 101"),
			during: during{http.MethodPatch, `dataverseConnectionSetups\(`, turned(true)}, repair: turned(false), want: "proxyVersion cannot be changed while the setup is enabled.", remedy: "Somebody turned the connection on during the run",
			again: []provoked{{
				name: "Dataverse setup turned on before its deletion", texts: []string{"ownDataverseDelete"}, destroy: true, during: during{http.MethodDelete, `dataverseConnectionSetups\(`, turned(true)}, repair: turned(false),
				want: "The Dataverse connection setup is enabled. Call the action disable first.", remedy: "Somebody turned the connection on during the run",
			}},
		},
		{
			name: "Sales turned on before Dataverse is turned off", texts: []string{"ownSalesStillOn"}, before: arrange, first: dataverseOnly(), config: dataverseOnly(off...), during: during{http.MethodPost, `dataverseConnectionSetups\(.*disable$`, salesRow(true)},
			repair: withoutRows("salesConnectionSetups"), want: "The Sales connection setup is still enabled.", remedy: "Turn the Sales connection of the company off first",
		},
		{
			name: "Dataverse setup turned off before a reset", texts: []string{"ownDataverseReset"}, before: running, first: companiesOnly, invoke: action("bcsales_reset_configuration", "setup", "dataverse"),
			during: during{http.MethodPost, `dataverseConnectionSetups\(.*resetConfiguration$`, turned(false)}, want: "The Dataverse connection setup is disabled. Call the action enable first, which sets the defaults as well.", remedy: "Somebody turned the connection off during the run",
		},
	}
}

// companiesOnly configures only a data source.
func companiesOnly(g *guide) string {
	return g.env.ProviderConfig() + "data \"bcsales_companies\" \"all\" {}\n"
}

// mappingsOf configures only a data source of the company's mappings.
func mappingsOf(company string) func(g *guide) string {
	return func(g *guide) string {
		return g.env.ProviderConfig() + fmt.Sprintf("data \"bcsales_table_mappings\" \"of\" {\n  company_id = %q\n}\n", company)
	}
}

// action invokes an action on the company, with one more argument.
func action(name, argument string, value any) func(env *acctest.Env) acctest.Invocation {
	return func(env *acctest.Env) acctest.Invocation {
		arguments := map[string]any{"company_id": companyID}
		if argument != "" {
			arguments[argument] = value
		}
		return env.Invoke(name, arguments)
	}
}
