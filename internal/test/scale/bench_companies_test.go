// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

//go:build linux

package scale_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/app/apptest"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/version"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// What a tenant of many companies has: an application for Business Central to sign in with, and in each company people who sell
// and customers.
const (
	application = "5b000000-0000-4000-8000-000000000001"
	people      = 20
	customers   = 3
)

// companiesModel names the rows of examples/complete.
const companiesModel = "examples/complete"

// companies measures examples/complete with n companies.
func (b *bench) companies(n int) {
	b.measure(n, companiesModel, func(t *testing.T, c *cell) {
		c.refused = &acctest.Refusals{}
		c.env = acctest.New(t, acctest.WithSeed(companiesSeed(t, n)), acctest.WithLimits(c.refused), acctest.WithLatency(latency))
		c.run(newExample(t, c.env, b.shared, n), create(), replan(), destroy())
	})
}

func companyID(n int) string { return id("cc", 100+n) }

// companiesSeed is a tenant with n companies in which nothing has been prepared.
func companiesSeed(t *testing.T, n int) string {
	t.Helper()
	type rows = []map[string]any
	var accounts, users, seeded rows
	for c := range n {
		var sellers, buyers rows
		for p := range people {
			number, email := 1000*c+p, fmt.Sprintf("seller%d@company%d.example", p, c)
			accounts = append(accounts, map[string]any{"id": id("a1", number), "userPrincipalName": email, "mail": email, "displayName": email, "accountEnabled": true})
			users = append(users, map[string]any{
				"systemuserid": id("ac", number), "azureactivedirectoryobjectid": id("a1", number), "domainname": email, "internalemailaddress": email,
				"fullname": email, "accessmode": 0, "isdisabled": false, "islicensed": true,
			})
			sellers = append(sellers, map[string]any{"id": id("ab", number), "code": fmt.Sprintf("S%02d", p), "displayName": email, "email": email})
		}
		for p := range customers {
			number := 1000*c + p
			buyers = append(buyers, map[string]any{
				"id": id("cf", number), "number": strconv.Itoa(number), "displayName": fmt.Sprintf("Customer %d", number), "type": "Company",
				"email": fmt.Sprintf("customer%d@example.com", number), "country": "DE", "currencyCode": "",
			})
		}
		seeded = append(seeded, map[string]any{
			"id": companyID(c), "name": fmt.Sprintf("Company %d", c), "displayName": fmt.Sprintf("Company %d Ltd.", c),
			"companyInformation":    rows{{"id": id("c1", c), "displayName": "Company", "currencyCode": "EUR"}},
			"currencies":            rows{{"id": id("cd", c), "code": "EUR", "displayName": "Euro", "symbol": "€"}},
			"salespeoplePurchasers": sellers, "customers": buyers,
		})
	}
	seed, err := json.Marshal(map[string]any{
		"graph": map[string]any{"users": accounts, "servicePrincipals": rows{
			{"id": id("5b", 0), "appId": application, "displayName": "Business Central integration", "accountEnabled": true, "servicePrincipalType": "Application"},
		}},
		"dataverse": map[string]any{
			"businessunits":         rows{{"businessunitid": rootUnit, "name": "Contoso"}},
			"transactioncurrencies": rows{{"transactioncurrencyid": id("c0", 0), "isocurrencycode": "EUR", "currencyname": "Euro", "currencysymbol": "€", "exchangerate": 1, "currencyprecision": 2}},
			"systemusers":           users,
		},
		"businesscentral": map[string]any{"companion": nil, "companies": seeded},
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(seed)
}

// newExample returns a folder with examples/complete for n companies.
func newExample(t *testing.T, env *acctest.Env, program string, n int) *terraform {
	t.Helper()
	w := newTerraform(t, program, usual, "")
	root := filepath.Join(w.dir, "examples")
	err := os.CopyFS(root, os.DirFS(filepath.Join("..", "..", "..", "examples")))
	base, baseErr := samples.BaseIntegration("1.2.0.0").WriteFile(root)
	sales, salesErr := samples.SalesIntegration("1.3.0.0").WriteFile(root)
	companion, companionErr := apptest.WriteFile(root, app.Manifest{
		ID: "6f0b6a2e-3c56-4f0e-9b8f-6d1f4c2a7e90", Name: "Business Central Sales Connector", Publisher: "bcsales", Version: version.Version{1, 1, 0, 0},
	})
	names := map[string]any{}
	for c := range n {
		names[fmt.Sprintf("Company %d", c)] = map[string]any{}
	}
	variable, jsonErr := json.Marshal(names)
	if err := errors.Join(err, baseErr, salesErr, companionErr, jsonErr); err != nil {
		t.Fatal(err)
	}
	w.work = filepath.Join(root, "complete")
	for name, value := range env.Emulator().Env() {
		w.environment = append(w.environment, name+"="+value)
	}
	w.environment = append(w.environment, "TF_VAR_dataverse_url="+env.Emulator().URL(), "TF_VAR_integration_application_id="+application,
		"TF_VAR_base_solution_file="+base, "TF_VAR_sales_solution_file="+sales, "TF_VAR_companion_app_file="+companion, "TF_VAR_companies="+string(variable))
	w.get()
	return w
}
