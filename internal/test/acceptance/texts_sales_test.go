// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// salesRequirements are the requirements of TestIntegrationUserRequirements and of EnableCRMConnection.
func salesRequirements() []requirement {
	const roles = "Give the roles with bcsales_security_role_assignment"
	having := func(ids ...string) func(env *acctest.Env) { return func(env *acctest.Env) { setRoles(env, ids...) } }
	all := having(baseRoleID, salesAdministratorID, salesUserID)
	noSolution, solution := takenOut("solutions", "solutionid", "uniquename", "MicrosoftDynamicsNavIntegration")
	return []requirement{
		{
			name: "user disabled", text: "textUserDisabled", spoil: setIn("systemusers", arrangedUser, acctest.Row{"isdisabled": true}), restore: setIn("systemusers", arrangedUser, acctest.Row{"isdisabled": false}),
			words: "User " + arrangedEmail + " is disabled on server", remedy: "Enable the user: enabled = true in bcsales_integration_user",
		},
		{name: "user without roles", text: "textUserNoRoles", spoil: having(), restore: all, words: "User " + arrangedEmail + " has no user roles assigned on server", remedy: roles},
		{
			name: "administrator", text: "textUserAdministrator", restore: all, words: "You must choose a user that does not have the System Administrator role.", remedy: "Take the System Administrator role from the user",
			spoil: func(env *acctest.Env) {
				setRoles(env, baseRoleID, salesAdministratorID, salesUserID, roleOf(env, "_roletemplateid_value", "627090ff-40a3-4053-8790-584edc5be201"))
			},
		},
		{
			name: "one of two roles", text: "textUserSalesRoles", spoil: having(baseRoleID, salesUserID), restore: all, remedy: roles,
			words: "You must choose a user that has the roles Dynamics 365 Business Central Integration Administrator and Dynamics 365 Business Central Integration User.",
		},
		{
			name: "local currency that Dataverse lacks", text: "textLCYNotInDataverse", spoil: localCurrency("XXX"), restore: localCurrency("EUR"),
			words: "Your local currency code XXX does not match any ISO Currency Code in the Dataverse currency table.", remedy: "Create the currency in Dataverse with the company's local currency code as its ISO code",
		},
		{
			name: "no Sales solution", text: "ownSalesSolution", spoil: noSolution, restore: solution,
			words: "The Sales integration solution (MicrosoftDynamicsNavIntegration) is not installed in the Dataverse environment", remedy: "Import the Sales integration solution (unique name MicrosoftDynamicsNavIntegration)",
		},
		{
			name: "Dataverse connection off", text: "ownDataverseOff", spoil: firstRow("dataverseConnectionSetups", acctest.Row{"isEnabled": false}), restore: firstRow("dataverseConnectionSetups", acctest.Row{"isEnabled": true}),
			words: "The Dataverse connection is not enabled", remedy: "Enable the connection with bcsales_dataverse_connection_setup of the same company",
		},
		{
			name: "no answer", text: "textConnectionNotAnswered", spoil: firstRow("dataverseConnectionSetups", acctest.Row{"environmentUrl": otherHost}),
			restore: func(env *acctest.Env) { firstRow("dataverseConnectionSetups", dataverseRow(env, true))(env) },
			words:   `The connection setup cannot be validated. Verify the settings and try again.\Detailed error description:`, remedy: "Check environment_url",
		},
	}
}

// spoiltNames are changes by another administrator to the user name that is copied from the Dataverse setup.
func spoiltNames() []requirement {
	const remedy = "Refer to internal_email_address of bcsales_integration_user in user_name"
	name := func(name string) func(env *acctest.Env) {
		return firstRow("dataverseConnectionSetups", acctest.Row{"userName": name})
	}
	return []requirement{
		{name: "user name emptied", text: "textDetailsMissing", spoil: name(""), restore: name(arrangedEmail), words: "A Dynamics 365 Sales URL and user name are required to enable a connection.", remedy: remedy},
		{name: "user name that is no address", text: "textUserNameEmail", spoil: name("bc"), restore: name(arrangedEmail), words: "The user name must be a valid email address when the authentication type is set to Office 365.", remedy: remedy},
	}
}

// ready arranges the enabled Dataverse connection.
func ready(t *testing.T, env *acctest.Env) {
	t.Helper()
	arrange(t, env)
	env.Insert(companySet("dataverseConnectionSetups"), dataverseRow(env, true))
}

// salesSetupTexts are the texts of the Sales connection setup.
func salesSetupTexts() []provoked {
	const enable, on = `salesConnectionSetups\(.*NAV\.enable$`, "Business Central refused to turn on the Sales connection"
	turned := func(on bool) func(env *acctest.Env) {
		return firstRow("salesConnectionSetups", acctest.Row{"isEnabled": on})
	}
	orders := func(on bool) func(env *acctest.Env) {
		return func(env *acctest.Env) {
			for _, row := range env.Rows(dataverseSet("organizations")) {
				key, _ := row["organizationid"].(string)
				env.Patch(dataverseSet("organizations"), key, acctest.Row{"issopintegrationenabled": on})
			}
		}
	}
	change := func(change func(env *acctest.Env)) during {
		return during{http.MethodPatch, `salesConnectionSetups\(`, change}
	}
	lacking := foundByTheService(enable, on, append(salesRequirements(), spoiltNames()...))
	for i := range lacking {
		if strings.HasPrefix(lacking[i].texts[0], "text") { // the base application's
			lacking[i].texts = append(lacking[i].texts, "ownSalesEnableFailed")
		}
	}
	const webClient = "https://businesscentral.dynamics.com/contoso.com/Production"
	return []provoked{
		{
			name: "address of the web client with parameters", texts: []string{"ownWebClientURL"}, before: arrange, config: salesOnly("enabled = false", `business_central_url = "`+webClient+`?page=21"`),
			want: `businessCentralUrl "` + webClient + `?page=21" has parameters.`, remedy: "Set business_central_url to the address of the web client alone",
			again: []provoked{{
				name: "address elsewhere", texts: []string{"ownWebClientURLForeign"}, config: salesOnly("enabled = false", `business_central_url = "https://bc.contoso.com/Production"`),
				want: `businessCentralUrl "https://bc.contoso.com/Production" is not an address of Business Central's web client`, remedy: "Set business_central_url to the address of the web client alone",
			}, {
				name: "long address of the web client", texts: []string{"ownWebClientURLLong"}, config: salesOnly("enabled = false", `business_central_url = "`+webClient+"/"+strings.Repeat("x", 190)+`"`),
				want: "is longer than the 250 characters that Business Central stores.", remedy: "Set business_central_url to a shorter address",
			}},
		},
		chained("what Sales lacks", ready, salesOnly(), checkedFirst(salesRequirements())),
		chained("what Sales lacks during the run", ready, salesOnly(), lacking),
		{
			name: "Sales setup created during the run", texts: []string{"ownSalesExists"}, before: arrange, config: salesOnly("enabled = false"), want: "The Sales connection setup of this company exists already.", remedy: "Somebody created the setup during the run. Run terraform apply again",
			during: during{http.MethodPost, `salesConnectionSetups$`, withRow("salesConnectionSetups", func(*acctest.Env) acctest.Row { return acctest.Row{"isEnabled": false} })},
		},
		{
			name: "Sales setup turned on before its deletion", texts: []string{"ownSalesDelete"}, before: arrange, first: salesOnly("enabled = false"), destroy: true, during: during{http.MethodDelete, `salesConnectionSetups\(`, turned(true)}, repair: turned(false),
			want: "The Sales connection setup is enabled. Call the action disable first.", remedy: "Somebody turned the connection on during the run",
		},
		{
			name: "Sales setup turned off before a reset", texts: []string{"ownSalesReset"}, before: running, first: companiesOnly, invoke: action("bcsales_reset_configuration", "setup", "sales"),
			during: during{http.MethodPost, `salesConnectionSetups\(.*resetConfiguration$`, turned(false)}, want: "The Sales connection setup is disabled. Call the action enable first, which sets the defaults as well.", remedy: "Somebody turned the connection off during the run",
		},
		{
			name: "legacy orders turned off during the run", texts: []string{"ownAutoCreate"}, before: ready, first: salesOnly("legacy_sales_orders = true"), config: salesOnly("legacy_sales_orders = true", "auto_create_sales_orders = true"),
			during: change(orders(false)), repair: orders(true), want: "autoCreateSalesOrders needs legacySalesOrders.", remedy: "Set legacy_sales_orders = true",
			again: []provoked{
				{
					name: "submitted orders", texts: []string{"textSubmittedOrders"}, config: salesOnly("legacy_sales_orders = false"), want: "You cannot disable CRM sales order integration when a CRM sales order has the Submitted status.", remedy: "Fulfil or cancel the submitted orders in Sales first",
					change: func(env *acctest.Env) {
						env.Insert(dataverseSet("salesorders"), acctest.Row{"salesorderid": textUnit, "statecode": 1, "statuscode": 3})
					},
					repair: func(env *acctest.Env) { env.Delete(dataverseSet("salesorders"), textUnit) },
				},
			},
		},
		{
			name: "legacy orders turned on during the run", texts: []string{"ownBidirectional"}, before: ready, first: salesOnly(), config: salesOnly("bidirectional_sales_orders = true"),
			during: change(orders(true)), repair: orders(false), want: "bidirectionalSalesOrders excludes legacySalesOrders.", remedy: "Set legacy_sales_orders = false",
		},
	}
}
