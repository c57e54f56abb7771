// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"errors"
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// What to do about the refusals of Business Central.
const (
	remedyUserMissing   = "Create the user with bcsales_integration_user and refer to its internal_email_address in user_name."
	remedyUserDisabled  = "Enable the user: enabled = true in bcsales_integration_user."
	remedyUserRoles     = "Give the roles with bcsales_security_role_assignment, and let this setup depend on the assignments with depends_on."
	remedyAdministrator = "Take the System Administrator role from the user, or name another user. The integration user must not be an administrator; the provider's own identity may be."
	remedyBaseSolution  = "Import the base integration solution (unique name bcbi_CdsBaseIntegration) with bcsales_solution, and let this setup depend on it with depends_on."
	remedyOldSolution   = "Import version 1.0 or newer of the base integration solution (unique name bcbi_CdsBaseIntegration) with bcsales_solution."
	remedySalesSolution = "Import the Sales integration solution (unique name MicrosoftDynamicsNavIntegration) with bcsales_solution, and let this setup depend on it with depends_on."
	remedyCompany       = "Make the company's business unit, team and row with bcsales_dataverse_company, and refer to its business_unit_id and business_unit_name here."
	remedyUnit          = "Refer to business_unit_id and business_unit_name of this company's bcsales_dataverse_company."
	remedyOwnUnit       = "Use ownership_model = \"team\", or the company's own business unit: leave business_unit_id out of bcsales_dataverse_company and refer to the unit that it makes."
	remedyUnitTaken     = "Give each company its own business unit: leave business_unit_id out of bcsales_dataverse_company."
	remedyLCY           = "Fill in LCY Code on the page General Ledger Setup of the company."
	remedyCurrency      = "Create the currency in Dataverse with the company's local currency code as its ISO code, or correct LCY Code on the page General Ledger Setup."
	remedyBaseCurrency  = "Create the base currency of the Dataverse environment in Business Central, with an exchange rate; or create the company's local currency in Dataverse."
	remedyBaseUnknown   = "Choose a base currency in Dataverse, or create the company's local currency there."
	remedyDataverseOn   = "Enable bcsales_dataverse_connection_setup of the same company, and let this setup depend on it: refer to its company_id, or use depends_on."
	remedyRepeat        = "Remove the cause of the other error and run terraform apply again: it turns on what is configured as enabled."
	remedyUserName      = "Refer to internal_email_address of bcsales_integration_user in user_name, and see who changed the setup meanwhile."
	remedyTurnedOn      = "Somebody turned the connection on meanwhile. Run terraform again: it turns the connection off first."
	remedyTurnedOff     = "Somebody turned the connection off meanwhile. Run terraform apply again: it turns on what is configured as enabled."
	remedyAddress       = "Check environment_url: it must be the address of a Dataverse environment that Business Central reaches, as the Power Platform admin center shows it."
)

// remedies pairs a piece of Business Central's texts, in lower case, with what to do. The texts are those of BCApps
// (codeunit CDS Integration Impl., tables CDS Connection Setup and CRM Connection Setup) and of the companion extension.
func remedies() [][2]string {
	return [][2]string{
		{"is disabled on server", remedyUserDisabled},
		{"there is no user with email address", remedyUserMissing},
		{"has no user roles assigned", remedyUserRoles},
		{"must choose a user that does not have", remedyAdministrator},
		{"must choose a user that has the role", remedyUserRoles},
		{"is not the last one", remedyOldSolution},
		{"base dataverse integration solution", remedyBaseSolution},
		{"sales integration solution", remedySalesSolution},
		{"there is no role with id", remedyBaseSolution},
		{"there is no company with external id", remedyCompany},
		{"there is no team with id", remedyCompany},
		{"there is no business unit with id", remedyCompany},
		{"there is no integration role", remedyCompany},
		{"does not have the required role", remedyCompany},
		{"business unit in bc does not match", remedyUnit},
		{"is already coupled to another company", remedyUnitTaken},
		{"specify the lcy code", remedyLCY},
		{"the base currency", remedyBaseCurrency},
		{"cannot find base currency", remedyBaseUnknown},
		{"local currency code", remedyCurrency},
		{"setup is enabled. call the action disable first", remedyTurnedOn},
		{"connection setup is disabled", remedyTurnedOff},
		{"sales connection setup is", "Turn the Sales connection of the company off first: enabled = false in bcsales_sales_connection_setup, or on its page in Business Central."},
		{"dataverse connection is not enabled", remedyDataverseOn},
		{"cannot be validated", remedyAddress},
		{"does not answer at environmenturl", remedyAddress},
		{"environmenturl \"", remedyAddress},
		{"environmenturl is empty", remedyAddress},
		{"is not an e-mail address", remedyUserName},
		{"url and user name are required", remedyUserName},
		{"must be a valid email address when", remedyUserName},
		{"businessunitid is empty", remedyUnit},
		{"businessunitid and businessunitname belong together", remedyUnit},
		{"is not a dataverse environment of this cloud", remedyAddress},
		{"submitted status", "Fulfil or cancel the submitted orders in Sales first, or keep legacy_sales_orders = true."},
		{"autocreatesalesorders needs", "Set legacy_sales_orders = true, or leave auto_create_sales_orders out."},
		{"bidirectionalsalesorders excludes", "Set legacy_sales_orders = false, or leave bidirectional_sales_orders out."},
		{"while the setup is enabled", remedyTurnedOn},
		{"exists already", "Somebody made the setup meanwhile. Import it, as the resource's documentation shows, or delete it in Business Central."},
		{"client callback", "Business Central wants an answer from a person here, which no API can give. Take this step once on the setup's page in Business Central, then run terraform apply again."},
	}
}

// refused makes a refusal of Business Central a problem that shows its text and says what to do about it. Problems and
// nil stay as they are.
func refused(attempt string, err error) error {
	var problem *framework.Problem
	var api *odata.Error
	if err == nil || errors.As(err, &problem) || !errors.As(err, &api) {
		return err
	}
	return &framework.Problem{Summary: "Business Central refused to " + attempt, Remedy: remedyOf(api), Err: err}
}

func remedyOf(api *odata.Error) string {
	if api.StatusCode == http.StatusUnauthorized || framework.LacksPermission(api) {
		return ""
	}
	text := strings.ToLower(api.Message)
	for _, r := range remedies() {
		if strings.Contains(text, r[0]) {
			return r[1]
		}
	}
	if api.StatusCode == http.StatusBadRequest {
		return "Correct what Business Central names, then run terraform apply again."
	}
	return ""
}
