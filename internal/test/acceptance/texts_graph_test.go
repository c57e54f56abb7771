// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"maps"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	textProduct = "000000ee-0000-4000-8000-000000000020"
	planOffice  = "e95bec33-7c88-4a70-8e19-b10bd9d0c014" // needs SharePoint
	planOther   = "000000ee-0000-4000-8000-000000000021"
)

// textLicense assigns the product of these tests to an account.
func textLicense(account, lines string) func(g *guide) string {
	return func(g *guide) string {
		return g.block("bcsales_license_assignment", fmt.Sprintf("user_id = %q\nsku_id = %q\n%s", account, textProduct, lines))
	}
}

// withProduct adds the product, with changes.
func withProduct(row acctest.Row) func(t *testing.T, env *acctest.Env) {
	return func(_ *testing.T, env *acctest.Env) {
		all := acctest.Row{
			"id": textProduct, "skuId": textProduct, "skuPartNumber": "TEXTS",
			"servicePlans": []any{acctest.Row{"servicePlanId": planOther, "servicePlanName": "OTHER"}},
		}
		maps.Copy(all, row)
		env.Insert(graphSet("subscribedSkus"), all)
	}
}

// allow gives the provider's application exactly these permissions of Microsoft Graph.
func allow(env *acctest.Env, permissions ...string) {
	env.Patch(graphSet("servicePrincipals"), emulator.ObjectID, acctest.Row{"permissions": append([]string{}, permissions...)})
}

// graphTexts are the texts of the emulated Microsoft Graph that configurations provoke here.
func graphTexts() []provoked {
	assign := textLicense(objectOtis, "")
	permitted := func(permissions ...string) func(t *testing.T, env *acctest.Env) {
		return func(t *testing.T, env *acctest.Env) {
			t.Helper()
			withProduct(nil)(t, env)
			allow(env, permissions...)
		}
	}
	const needs = "the application permissions `LicenseAssignment.ReadWrite.All` and `User.Read.All`"
	return []provoked{
		{name: "license without any permission", terraform: true, texts: []string{"textPrivileges"}, before: permitted(), config: assign, want: "Insufficient privileges to complete the operation (code Authorization_RequestDenied, request id", remedy: needs},
		{name: "license without the permission to read accounts", texts: []string{"textPrivileges"}, before: permitted("LicenseAssignment.ReadWrite.All"), config: assign, want: "Insufficient privileges to complete the operation (code Authorization_RequestDenied, request id", remedy: needs},
		{name: "license without the permission to assign", texts: []string{"textPrivileges"}, before: permitted("LicenseAssignment.Read.All", "User.Read.All"), config: assign, want: "Insufficient privileges to complete the operation (code Authorization_RequestDenied, request id", remedy: needs},
		{
			name: "products without the permission to list them", texts: []string{"textPrivileges"}, before: permitted("User.Read.All"), want: "Insufficient privileges to complete the operation", remedy: "the application permission `LicenseAssignment.Read.All`",
			config: func(g *guide) string { return g.env.ProviderConfig() + `data "bcsales_license_skus" "text" {}` },
		},
		{
			name: "account that cannot be read", texts: []string{"textPrivileges"}, want: "the reason cannot be read from Microsoft Graph", remedy: "Raise the operation's value in the timeouts attribute",
			before: permitted("LicenseAssignment.ReadWrite.All"),
			config: func(g *guide) string {
				return g.block("bcsales_integration_user", fmt.Sprintf("object_id = %q\ntimeouts = { create = \"5s\" }", textUser))
			},
		},
		{
			name: "license of an absent account", texts: []string{"textNoResource"}, before: withProduct(nil), config: textLicense(textUser, `timeouts = { create = "5s" }`),
			want: "Microsoft Entra ID has no account " + textUser, remedy: "Raise the operation's value in the timeouts attribute",
		},
		{
			name: "imported license of an absent account", texts: []string{"textNoResource"}, before: withProduct(nil), want: "Microsoft Entra ID has no account nobody@contoso.example", remedy: "Check the first part of the import id",
			config: imported("bcsales_license_assignment", func(*acctest.Env) string { return "nobody@contoso.example/" + textProduct }, assign),
		},
		{
			name: "license without a usage location", texts: []string{"textUsageLocation"}, config: assign, want: "License assignment cannot be done for user with invalid usage location (code Request_BadRequest, request id", remedy: "Give the account the country",
			before: func(t *testing.T, env *acctest.Env) {
				t.Helper()
				withProduct(nil)(t, env)
				env.Patch(graphSet("users"), objectOtis, acctest.Row{"usageLocation": nil})
			},
		},
		{
			name: "license without a free unit", texts: []string{"textNoUnit"}, before: withProduct(acctest.Row{"prepaidUnits": acctest.Row{"enabled": 3}, "consumedUnits": 3}), config: assign,
			want: "3 of 3 units of TEXTS are assigned", remedy: "Buy more units",
		},
		{name: "license of a product for tenants", texts: []string{"textNotForUsers"}, before: withProduct(acctest.Row{"appliesTo": "Company"}), config: assign, want: "cannot be assigned to a user", remedy: "Remove this resource"},
		{
			name: "license of a product whose subscription ends during the run", texts: []string{"textNoProduct"}, config: assign, want: "does not correspond to a valid company License", remedy: "buy the subscription first",
			before: func(t *testing.T, env *acctest.Env) {
				t.Helper()
				withProduct(nil)(t, env)
				env.Before("POST", "/assignLicense$", func() { env.Delete(graphSet("subscribedSkus"), textProduct) })
			},
		},
		{
			name: "license with plans of another product", texts: []string{"textForeignPlan"}, before: withProduct(nil), config: textLicense(objectOtis, fmt.Sprintf("disabled_plans = [%q]", planOffice)),
			want: "TEXTS does not include " + planOffice, remedy: "Take the ids from the list above",
		},
		{
			name: "license whose plan needs another", texts: []string{"textDependentPlan"}, config: assign, want: "depends on the service plan", remedy: "assign first what it depends on",
			before: withProduct(acctest.Row{"servicePlans": []any{acctest.Row{"servicePlanId": planOffice, "servicePlanName": "SHAREPOINTWAC"}}}),
		},
	}
}

// graphElsewhere lists the services' tests that provoke a text of Microsoft Graph through Terraform.
func graphElsewhere() map[string]string {
	return map[string]string{"textExclusivePlans": "license/refusal_test.go:TestRefusals"}
}

// graphUnprovoked are the texts of Microsoft Graph that no configuration can provoke, by reason.
func graphUnprovoked() map[string][]string {
	return map[string][]string{
		"when a removal is refused, the provider reads the account again, and one without a license of its own is what was wanted (license/release.go)": {
			"textInherited", "textNoLicense",
		},
		"the provider makes and changes no accounts, applications and service principals (internal/graph)": {
			"textValueRequired", "textValueInvalid", "textSameValue", "textPassword", "textDomain", "textNoApplication", "textNameInUse",
		},
	}
}
