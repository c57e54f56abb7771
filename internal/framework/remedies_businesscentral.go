// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// textRemedies pairs a piece of a refusal by Business Central, in lower case, with what to do about it. All errors that AL
// raises have the same code, so that only their text tells them apart: the companion's (extension/app/src), and those of the
// automation API's pages about extensions and permission sets (BCApps, src/Apps/W1/APIV2).
func textRemedies() [][2]string {
	const (
		coupled    = "Somebody coupled one of the two meanwhile. Run terraform apply again: it says what is coupled with what, and how to import the coupling."
		another    = "Somebody changed the review of the full synchronization meanwhile. Run terraform apply again: it generates the review anew."
		extensions = "Give the provider's application the permission set EXTEN. MGT. - ADMIN on the page Microsoft Entra Applications in Business Central."
	)
	return [][2]string{
		{"recordid is empty", "Give the id (SystemId) of a record in record_id: this one is empty."},
		{"does not exist in table", "Check the record that is named: the id must be the SystemId of a record of that table in this company, as the standard API shows it."},
		{"dataverseid is empty", "Give the id of a row in Dataverse in dataverse_id: this one is empty."},
		{"recordid: ", coupled},
		{"dataverseid: cannot couple", coupled},
		{"has no recurring job", "Leave synchronization_enabled out for this mapping, or let Business Central make the jobs anew with the action bcsales_reset_configuration, which resets all mappings of the setup."},
		{"there are no review lines", another},
		{"the review has no line", another},
		{"neither named nor finished", another},
		{"is still running. wait until", "Wait until the synchronization that somebody else started has finished, then run it again."},
		{"the dataverse connection is not enabled", "Enable the connection with bcsales_dataverse_connection_setup, and let this depend on it."},
		{"is defined multiple times", "Set app_id, and scope where that is not enough, to say which of the permission sets is meant; the page Permission Sets in Business Central lists them."},
		{"at least one enabled 'super' user", "Give SUPER to another enabled user first, or keep this one: terraform state rm forgets it and leaves it in place."},
		{"the permission set super cannot be assigned", "Assign other permission sets: Business Central gives SUPER to people alone. What the provider needs is in the resources' documentation."},
		{"either the super or security permission set", "Give the provider's application the permission set SECURITY on the page Microsoft Entra Applications in Business Central."},
		{"permissions to manage extensions", extensions},
		{"required permissions to install the selected app", extensions},
		{"is already installed", "Somebody installed the extension meanwhile. Run terraform apply again: it takes it over."},
		{"cannot be unpublished because", "Somebody installed the extension again meanwhile. Uninstall it on the page Extension Management if it is not wanted."},
		{"is not installed", "Somebody uninstalled the extension meanwhile. Run terraform again."},
		{"extension content is empty", "Somebody else uploaded an extension at the same time, and Business Central holds one upload only. Run terraform apply again."},
		{"is not an extension file", "Check that file is an .app package made by the AL compiler; if it is, somebody else uploaded at the same time: run terraform apply again."},
	}
}

// businessCentralCodes says what to do about the codes of Business Central that say enough (Microsoft Learn, "Web service error codes").
func businessCentralCodes() map[string]string {
	return map[string]string{
		"request_entitychanged":            "Somebody changed the same object meanwhile. Run terraform apply again: it works on what is there now.",
		"internal_companynotfound":         "Check company_id; the data source bcsales_companies lists the companies of the environment.",
		"noenvironment":                    "Check business_central_environment and tenant_id of the provider: the Business Central admin center lists the environments.",
		"application_callbacknotallowed":   "Business Central wants an answer from a person here, which no API can give. Take this step once on its page in Business Central, then run terraform apply again.",
		"internal_invalidtablerelation":    "Name something that exists: the service says which value it did not find.",
		"internal_entitywithsamekeyexists": "Take over what is there: terraform import brings it under management.",
	}
}

// textRemedy is the remedy for a refusal by Business Central that no resource knows better; empty when there is none.
func textRemedy(api *odata.Error) string {
	if !strings.EqualFold(api.Service, "Business Central") {
		return ""
	}
	if remedy, ok := businessCentralCodes()[strings.ToLower(api.Code)]; ok {
		return remedy
	}
	text := strings.ToLower(api.Message)
	for _, r := range textRemedies() {
		if strings.Contains(text, r[0]) {
			return r[1]
		}
	}
	return ""
}
