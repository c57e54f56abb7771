// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// unauthorizedRemedy says what to do about a token that a service does not accept: that depends on who it was issued to,
// and on where the service keeps the callers that it knows.
func unauthorizedRemedy(api *odata.Error) string {
	person := auth.Method(api.SignIn) == auth.AzureCLI
	caller := "the application with the provider's client_id"
	if auth.Method(api.SignIn) == auth.ManagedIdentity {
		caller = "the managed identity, by the client id of its enterprise application"
	}
	switch strings.ToLower(api.Service) {
	case "dataverse":
		if person {
			return "Sign in with az login as a user of the Dataverse environment, in its tenant: az account show names the user and the tenant of now."
		}
		return "Add " + caller + ", as an application user of the Dataverse environment (Power Platform admin center: the environment's Settings, Users + permissions, Application users), and check that the environment belongs to the same tenant."
	case "business central":
		if person {
			return "Sign in with az login as an enabled and licensed user of the Business Central environment, in its tenant: az account show names the user and the tenant of now."
		}
		return "Enter " + caller + ", on the page Microsoft Entra Applications in Business Central with the state Enabled, check that an administrator has consented to its application permissions API.ReadWrite.All and, for companies, extensions and permission sets, Automation.ReadWrite.All, and that the environment belongs to the same tenant."
	case "microsoft graph":
		if person {
			return "Sign in with az login again, in the tenant and cloud that the provider is configured for: az account show names those of now."
		}
		return "Check that the provider's environment names the cloud of the tenant, and that " + caller + ", is enabled in the tenant's enterprise applications."
	}
	return ""
}
