// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// entraTexts are the numbers of the emulated Microsoft Entra that configurations provoke here. Package authtest
// tests the ways to sign in one by one.
func entraTexts() []provoked {
	// signing reads users with another value in the provider block.
	signing := func(old, with string) func(g *guide) string {
		return func(g *guide) string {
			return strings.Replace(g.env.ProviderConfig(), old, with, 1) + `data "bcsales_system_users" "text" {}`
		}
	}
	principal := func(row acctest.Row) func(t *testing.T, env *acctest.Env) {
		return func(_ *testing.T, env *acctest.Env) {
			env.Patch(graphSet("servicePrincipals"), emulator.ObjectID, row)
		}
	}
	return []provoked{
		{name: "wrong secret", terraform: true, texts: []string{"aadstsSecret"}, config: func(g *guide) string { return signing(g.env.Emulator().ClientSecret(), "wrong")(g) }, summary: "Could not read the system users", want: "AADSTS7000215", remedy: "Set client_secret to the secret's value"},
		{
			name: "expired secret", texts: []string{"aadstsSecretExpired"}, config: signing("", ""), summary: "Could not read the system users", want: "AADSTS7000222", remedy: "create a new one in the application registration",
			before: principal(acctest.Row{"passwordCredentials": []any{acctest.Row{"endDateTime": "2020-01-01T00:00:00Z"}}}),
		},
		{name: "unknown application", texts: []string{"aadstsApplication"}, config: signing(emulator.ClientID, textUser), summary: "Could not read the system users", want: "AADSTS700016", remedy: "check client_id and tenant_id"},
		{name: "disabled application", texts: []string{"aadstsDisabled"}, before: principal(acctest.Row{"accountEnabled": false}), config: signing("", ""), summary: "Could not read the system users", want: "AADSTS7000112", remedy: "enable its enterprise application"},
		{name: "unknown tenant", texts: []string{"aadstsTenant"}, config: signing(emulator.TenantID, textUser), summary: "Could not read the system users", want: "AADSTS90002", remedy: "check tenant_id and environment"},
		{
			name: "environment that the tenant does not know", texts: []string{"aadstsResource"}, summary: "Could not read the system users", want: "AADSTS500011", remedy: "check the address",
			config: func(g *guide) string {
				url := g.env.Emulator().URL()
				return signing(`dataverse_url                = "`+url+`"`, `dataverse_url = "https://127.0.0.1:9"`)(g)
			},
		},
	}
}

// entraElsewhere lists the tests that provoke a number of Microsoft Entra through
// the provider's own server, as file:test.
func entraElsewhere() map[string]string {
	return map[string]string{
		"aadstsAssertion":         "../test/authtest/oidc_test.go:TestOIDCToken",
		"aadstsAssertionTime":     "../test/authtest/certificate_test.go:TestAssertionOutOfTime",
		"aadstsCertificate":       "../test/authtest/certificate_test.go:TestCertificateExpiresAtEntra",
		"aadstsFederatedIssuer":   "../test/authtest/oidc_test.go:TestOIDCUnknownIssuer",
		"aadstsFederatedAudience": "../test/authtest/oidc_test.go:TestOIDCToken",
		"aadstsFederatedSubject":  "../test/authtest/oidc_test.go:TestOIDCToken",
	}
}

// entraUnprovoked are the numbers of Microsoft Entra that no configuration can provoke, by reason.
func entraUnprovoked() map[string][]string {
	return map[string][]string{
		"MSAL builds the request: whole, by POST, of this grant, with a credential and with the scope of a resource": {
			"aadstsMalformed", "aadstsMissingParameter", "aadstsGrant", "aadstsMethod", "aadstsScope", "aadstsNoCredential",
		},
		"MSAL builds the assertion of a certificate, with the client as its subject and the token endpoint as its audience": {
			"aadstsAssertionAudience", "aadstsAssertionSubject",
		},
	}
}
