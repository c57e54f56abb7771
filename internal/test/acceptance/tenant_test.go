// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// customersEach is how many customers each company of a tenant has.
const customersEach = 3

// tenantCompanies returns the names of a tenant's companies, in the order of their numbers.
var tenantCompanies = []string{"Adventure Works", "Blue Yonder", "Contoso"}

// tenantCompanyID returns the id of the company with the number.
func tenantCompanyID(company int) string { return tenantID("cc", company, 0) }

// tenantID returns an id in a tenant's seed: for a kind, and for a person or a customer of a company.
func tenantID(kind string, company, number int) string {
	return fmt.Sprintf("000000%s-0000-4000-8000-%06d%06d", kind, company+1, number)
}

// tenant is [tenantOf] for the first of the tenant's companies.
func tenant(t *testing.T, companies, people int) string {
	t.Helper()
	return tenantOf(t, tenantCompanies[:companies], people)
}

// tenantOf is the seed of a tenant with companies of these names, each with people who are salespeople there and users in
// Sales, and with a few customers. The companion extension is not installed.
func tenantOf(t *testing.T, companies []string, people int) string {
	t.Helper()
	type rows = []map[string]any
	accounts, users, seeded := make(rows, 0, len(companies)*people), make(rows, 0, len(companies)*people), make(rows, 0, len(companies))
	for c, name := range companies {
		salespeople, customers := make(rows, 0, people), make(rows, 0, customersEach)
		for p := range people {
			email := fmt.Sprintf("seller%02d@%s.example", p+1, strings.ToLower(strings.ReplaceAll(name, " ", "")))
			full := fmt.Sprintf("Seller %02d of %s", p+1, name)
			accounts = append(accounts, map[string]any{"id": tenantID("a1", c, p), "userPrincipalName": email, "mail": email, "displayName": full, "accountEnabled": true})
			users = append(users, map[string]any{
				"systemuserid": tenantID("d1", c, p), "azureactivedirectoryobjectid": tenantID("a1", c, p), "domainname": email,
				"internalemailaddress": email, "fullname": full, "accessmode": 0, "isdisabled": false, "islicensed": true,
			})
			// Addresses are compared ignoring case.
			salespeople = append(salespeople, map[string]any{"id": tenantID("ce", c, p), "code": fmt.Sprintf("S%02d", p+1), "displayName": full, "email": strings.ToUpper(email[:1]) + email[1:]})
		}
		for n := range customersEach {
			customers = append(customers, map[string]any{
				"id": tenantID("cf", c, n), "number": fmt.Sprintf("%d%04d", c+1, n), "displayName": fmt.Sprintf("Customer %d of %s", n+1, name),
				"type": "Company", "email": fmt.Sprintf("customer%d.%d@example.com", c+1, n), "country": "DE", "currencyCode": "",
			})
		}
		seeded = append(seeded, map[string]any{
			"id": tenantCompanyID(c), "name": name, "displayName": name + " Ltd.",
			"companyInformation":    rows{{"id": tenantID("c1", c, 0), "displayName": name + " Ltd.", "currencyCode": "EUR"}},
			"currencies":            rows{{"id": tenantID("cd", c, 0), "code": "EUR", "displayName": "Euro", "symbol": "€"}},
			"salespeoplePurchasers": salespeople, "customers": customers,
		})
	}
	application := map[string]any{"id": tenantID("5b", 0, 0), "appId": applicationID, "displayName": "Business Central integration", "accountEnabled": true, "servicePrincipalType": "Application"}
	seed, err := json.Marshal(map[string]any{
		"graph": map[string]any{"users": accounts, "servicePrincipals": rows{application}},
		"dataverse": map[string]any{
			"businessunits":         rows{{"businessunitid": rootUnitID, "name": "Contoso"}},
			"transactioncurrencies": rows{{"transactioncurrencyid": tenantID("c0", 0, 0), "isocurrencycode": "EUR", "currencyname": "Euro", "currencysymbol": "€", "exchangerate": 1, "currencyprecision": 2}},
			"systemusers":           users,
		},
		"businesscentral": map[string]any{"companion": nil, "companies": seeded},
	})
	if err != nil {
		t.Fatalf("writing the seed: %v", err)
	}
	return string(seed)
}
