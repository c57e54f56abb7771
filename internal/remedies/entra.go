// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package remedies

// entra lists codes of https://learn.microsoft.com/entra/identity-platform/reference-error-codes.
func entra() []Entry {
	const (
		tenant     = "There is no tenant {tenant_id} in this cloud: check tenant_id and environment."
		foreignKey = "The certificate does not belong to the application registration: upload its public part there."
		federation = "No federated credential of the application registration matches the assertion: compare its issuer, subject and audience with those named here, letter for letter."
		audience   = "The assertion is not one that Microsoft Entra accepts: check its audience."
		resource   = "The tenant does not know {resource}, or the application has no permission for it: check the address, that the product is set up in this tenant, and the application registration's API permissions."
		cloud      = "The tenant belongs to another cloud: check environment."
	)
	return []Entry{
		{Code: "AADSTS7000215", Meaning: "The client secret is wrong.", Remedy: "Set client_secret to the secret's value, not to its id, or create a new secret."},
		{Code: "AADSTS7000222", Meaning: "The client secret has expired.", Remedy: "The client secret has expired: create a new one in the application registration."},
		{Code: "AADSTS700016", Meaning: "The tenant does not know the application.", Remedy: "There is no application {client_id} in the tenant {tenant_id}: check client_id and tenant_id, and that an administrator of the tenant has consented to the application."},
		{Code: "AADSTS7000112", Meaning: "The application is disabled in the tenant.", Remedy: "The application is disabled in this tenant: enable its enterprise application."},
		{Code: "AADSTS90002", Meaning: "The tenant does not exist.", Remedy: tenant},
		{Code: "AADSTS900023", Meaning: "The tenant's name is invalid.", Remedy: tenant},
		{Code: "AADSTS700027", Text: "The key used is expired", Meaning: "The certificate has expired.", Remedy: "The certificate has expired: create a new one and add it to the application registration."},
		{Code: "AADSTS700027", Meaning: "The certificate is not one of the application registration.", Remedy: foreignKey},
		{Code: "AADSTS7000214", Meaning: "The certificate is not one of the application registration.", Remedy: foreignKey},
		{Code: "AADSTS700213", Meaning: "No federated credential has the assertion's subject.", Remedy: federation},
		{Code: "AADSTS70021", Meaning: "No federated credential matches the assertion.", Remedy: federation},
		{Code: "AADSTS700211", Meaning: "No federated credential has the assertion's issuer.", Remedy: federation},
		{Code: "AADSTS700212", Meaning: "No federated credential has the assertion's audience.", Remedy: federation},
		{Code: "AADSTS700024", Meaning: "The assertion is not within its time of validity.", Remedy: "The assertion has expired or is not valid yet: request a new one and check this machine's clock."},
		{Code: "AADSTS700023", Meaning: "The assertion has the wrong audience.", Remedy: audience},
		{Code: "AADSTS50027", Meaning: "The assertion is invalid.", Remedy: audience},
		{Code: "AADSTS500011", Meaning: "The tenant does not know the service.", Remedy: resource},
		{Code: "AADSTS650057", Meaning: "The application has no permission for the service.", Remedy: resource},
		{Code: "AADSTS65001", Meaning: "Nobody has consented to the application's permissions.", Remedy: resource},
		{Code: "AADSTS650052", Meaning: "The tenant has not set up the service.", Remedy: resource},
		{Code: "AADSTS53003", Meaning: "Conditional Access blocks the sign-in.", Remedy: "A Conditional Access policy for workload identities blocks the sign-in. Let an administrator exclude the application from it, or run from where it allows."},
		{Code: "AADSTS900382", Meaning: "The tenant belongs to another cloud.", Remedy: cloud},
		{Code: "AADSTS90038", Meaning: "The tenant belongs to another cloud.", Remedy: cloud},
		{Code: "AADSTS900439", Meaning: "The tenant belongs to another cloud.", Remedy: cloud},
		{Code: "AADSTS900432", Meaning: "The tenant belongs to another cloud.", Remedy: cloud},
	}
}
