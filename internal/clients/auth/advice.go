// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"fmt"
	"strings"
)

// advice says what to do about an answer of Microsoft Entra. The codes are those of
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes.
func advice(e *EntraError, c Config) string {
	switch e.Code {
	case "AADSTS7000215":
		return "Set client_secret to the secret's value, not to its id, or create a new secret."
	case "AADSTS7000222":
		return "The client secret has expired: create a new one in the application registration."
	case "AADSTS700016":
		return fmt.Sprintf("There is no application %s in the tenant %s: check client_id and tenant_id, and that an "+
			"administrator of the tenant has consented to the application.", c.ClientID, c.TenantID)
	case "AADSTS90002", "AADSTS900023":
		return fmt.Sprintf("There is no tenant %s in this cloud: check tenant_id and environment.", c.TenantID)
	case "AADSTS700027", "AADSTS7000214":
		if strings.Contains(e.Message, "The key used is expired") {
			return "The certificate has expired: create a new one and add it to the application registration."
		}
		return "The certificate does not belong to the application registration: upload its public part there."
	case "AADSTS700213", "AADSTS70021", "AADSTS700211", "AADSTS700212":
		return "No federated credential of the application registration matches the assertion: compare its issuer, subject " +
			"and audience with those named here, letter for letter."
	case "AADSTS700024":
		return "The assertion has expired or is not valid yet: request a new one and check this machine's clock."
	case "AADSTS700023", "AADSTS50027":
		return "The assertion is not one that Microsoft Entra accepts: check its audience."
	case "AADSTS500011", "AADSTS650057", "AADSTS65001", "AADSTS650052":
		return fmt.Sprintf("The tenant does not know %s, or the application has no permission for it: check the address, that "+
			"the product is set up in this tenant, and the application registration's API permissions.", resourceOf(e.Scope))
	case "AADSTS7000112":
		return "The application is disabled in this tenant: enable its enterprise application."
	case "AADSTS53003":
		return "A Conditional Access policy for workload identities blocks the sign-in."
	case "AADSTS900382", "AADSTS90038", "AADSTS900439", "AADSTS900432":
		return "The tenant belongs to another cloud: check environment."
	default:
		return adviceByMethod(e, c)
	}
}

func adviceByMethod(e *EntraError, c Config) string {
	if c.Method == ManagedIdentity {
		if c.ClientID != "" {
			return fmt.Sprintf("Check that the user-assigned identity %s is assigned to this machine.", c.ClientID)
		}
		return "Check that this machine has a system-assigned identity; for a user-assigned one set client_id."
	}
	if e.OAuthError == "invalid_client" {
		return "Check client_id and the credential."
	}
	if e.Code != "" {
		return "Read what the code means at https://login.microsoftonline.com/error?code=" + strings.TrimPrefix(e.Code, "AADSTS") + "."
	}
	return "Try again later; if it stays so, give the ids above to Microsoft's support."
}
