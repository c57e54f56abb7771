// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

const seeded = `{
 "graph": {"servicePrincipals": [{"appId": "44444444-0000-4000-8000-000000000004", "displayName": "Integration"}]},
 "dataverse": {
  "businessunits": [{"businessunitid": "AAAAAAAA-0000-4000-8000-000000000001", "name": "Fabrikam"},
                    {"name": "Sub", "_parentbusinessunitid_value": "aaaaaaaa-0000-4000-8000-000000000001"}],
  "transactioncurrencies": [{"isocurrencycode": "CHF"}]},
 "businesscentral": {"companion": null, "companies": [{"name": "Fabrikam", "salespeoplePurchasers": [{"code": "AB"}]}]}}`

func TestSeed(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{Seed: []byte(seeded)})
	rows := func(path string) []map[string]any {
		t.Helper()
		var out []map[string]any
		c.want(c.do("GET", "/_emulator/state/"+path, ""), 200).json(t, &out)
		return out
	}
	for path, n := range map[string]int{
		"dataverse/businessunits": 2, "dataverse/organizations": 1, "dataverse/appmodules": 1, "dataverse/transactioncurrencies": 1,
		"graph/servicePrincipals": 2, "graph/users": 0,
		"businesscentral/salespeoplePurchasers?company=Fabrikam": 1, "businesscentral/customers?company=Fabrikam": 0,
	} {
		if got := rows(path); len(got) != n {
			t.Errorf("%s: %d rows, want %d", path, len(got), n)
		}
	}
	administrators := 0
	for _, role := range rows("dataverse/roles") {
		if role["_roletemplateid_value"] == "627090ff-40a3-4053-8790-584edc5be201" {
			administrators++
		}
	}
	if administrators != 2 {
		t.Errorf("%d copies of System Administrator, want one for each business unit", administrators)
	}
	if org := rows("dataverse/organizations")[0]; org["_basecurrencyid_value"] != rows("dataverse/transactioncurrencies")[0]["transactioncurrencyid"] {
		t.Errorf("base currency: %v", org)
	}
	id, _ := rows("businesscentral/companies")[0]["id"].(string)
	c.want(c.do("GET", companion+"/companies("+id+")/connectors", ""), 404)
	secret := "grant_type=client_credentials&client_id=44444444-0000-4000-8000-000000000004&client_secret=" + c.ClientSecret() + "&scope=" + c.URL() + "/.default"
	c.want(c.do("POST", "/"+emulator.TenantID+"/oauth2/v2.0/token", secret, "Content-Type: application/x-www-form-urlencoded"), 200)
}

// TestSeedDefaults seeds rows without the columns that the services number, name or derive.
func TestSeedDefaults(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{Seed: []byte(`{
 "graph": {"subscribedSkus": [{"skuId": "8F0C3B1A-4F8B-4B6E-9D38-6D1F0C0DE365"}, {"id": "t_1f0c3b1a-4f8b-4b6e-9d38-6d1f0c0de365"}]},
 "dataverse": {"businessunits": [{"name": "Below"}, {"name": "Root", "_parentbusinessunitid_value": null}], "roles": null},
 "businesscentral": {"companies": [{"displayName": "A company whose name has more than 30 characters", "vendors": null, "customers": [{}, {"number": "X"}], "jobQueueEntries": [{}]}]}}`)})
	company := c.state("businesscentral/companies")[0]
	if company["name"] != "A company whose name has more " {
		t.Errorf("the company: %v", company)
	}
	customers := c.state("businesscentral/customers?company=" + company["id"].(string))
	if len(customers) != 2 || customers[0]["number"] != "C00001" || customers[1]["number"] != "X" {
		t.Errorf("the customers: %v", customers)
	}
	if job := c.state("businesscentral/jobQueueEntries?company=" + company["id"].(string))[0]; job["jobQueueEntryId"] == "" || job["jobQueueEntryId"] == nil {
		t.Errorf("the job queue entry has no id: %v", job)
	}
	units := c.state("dataverse/businessunits")
	if units[0]["_parentbusinessunitid_value"] != units[1]["businessunitid"] || c.state("dataverse/organizations")[0]["name"] != "Root" {
		t.Errorf("the business units: %v", units)
	}
	skus := c.state("graph/subscribedSkus")
	if skus[0]["id"] != emulator.TenantID+"_8f0c3b1a-4f8b-4b6e-9d38-6d1f0c0de365" || skus[1]["skuId"] != "1f0c3b1a-4f8b-4b6e-9d38-6d1f0c0de365" {
		t.Errorf("the products: %v", skus)
	}
}

// TestSeedRefuses: file, line, path, what was expected and the nearest known name, in the emulator's own words.
func TestSeedRefuses(t *testing.T) {
	t.Parallel()
	const company = `{"businesscentral":{"companies":[{"name":"A",` + "\n"
	for text, want := range map[string]string{
		`{"dataverse":{"nosuch":[{}]}}`:                                                                                                     "t.json:1: dataverse.nosuch: there is no entity set nosuch",
		"{\"dataverse\":{\n\"sistemusers\":[{}]}}":                                                                                          "t.json:2: dataverse.sistemusers: there is no entity set sistemusers; did you mean systemusers?",
		"{\"dataverse\":{\"teams\":[\n{\"businessunitid@odata.bind\":\"/businessunits(x)\"}]}}":                                             "t.json:2: dataverse.teams[0].businessunitid@odata.bind: a lookup is written as it is read: _businessunitid_value",
		"{\"dataverse\":{\"teams\":[\n{\"businessunitid\":{\"id\":\"x\"}}]}}":                                                               "t.json:2: dataverse.teams[0].businessunitid: a lookup is written as it is read: _businessunitid_value",
		"{\"dataverse\":{\"teams\":[\n{\"_businessunitid_value\":{\"id\":\"x\"}}]}}":                                                        "t.json:2: dataverse.teams[0]._businessunitid_value: expected a GUID, found an object",
		"{\"dataverse\":{\"systemusers\":[{},\n{\"isdisabled\":\"yes\"}]}}":                                                                 "t.json:2: dataverse.systemusers[1].isdisabled: expected true or false, found \"yes\"",
		"{\"dataverse\":{\"systemusers\":[{\"fullnam\":\"x\"}]}}":                                                                           "t.json:1: dataverse.systemusers[0].fullnam: systemuser has no such column; did you mean fullname?",
		`{"dataverse":{"transactioncurrencies":[{"isocurrencycode":"Euro"}]}}`:                                                              "t.json:1: dataverse.transactioncurrencies[0].isocurrencycode: expected an ISO currency code such as EUR, found \"Euro\"",
		`{"dataverse":{"solutions":[{"uniquename":"a","version":"new"}]}}`:                                                                  "t.json:1: dataverse.solutions[0].version: expected a version such as 1.0.0.0, found \"new\"",
		`{"graph":{"users":[{"userPrincipalName":"a@b.c"},{"userPrincipalName":"A@b.c"}]}}`:                                                 "t.json:1: graph.users[1].userPrincipalName: \"A@b.c\" is already used by graph.users[0]",
		`{"graph":{"users":[{"id":"` + unitID + `"},{"id":"` + strings.ToUpper(unitID) + `"}]}}`:                                            "t.json:1: graph.users[1]: a row with the key " + unitID + " is there already",
		`{"dataverse":{"businessunits":[{"name":"A","_parentbusinessunitid_value":null},{"name":"B","_parentbusinessunitid_value":null}]}}`: "the business units A and B have no parent",
		`{"dataverse":{"businessunits":[{"name":"A","_parentbusinessunitid_value":"` + unitID + `"}]}}`:                                     "the root is missing",
		`{"dataverse":{"businessunits":[{"name":"A"},{"name":"B","_parentbusinessunitid_value":"` + unitID + `"}]}}`:                        "B does not descend from A",
		`{"businesscentral":{"customers":[{}]}}`:                                                                                            "t.json:1: businesscentral.customers: the rows of customers belong to a company",
		company + `"nosuch":[{"a":1}]}]}}`:                                                                                                  "t.json:2: businesscentral.companies[0].nosuch: there is no entity set nosuch",
		company + `"customers":{}}]}}`:                                                                                                      "t.json:2: businesscentral.companies[0].customers: expected a list of rows",
		company + `"salespeoplePurchasers":[{"code":1}]}]}}`:                                                                                "t.json:2: businesscentral.companies[0].salespeoplePurchasers[0].code: expected a text of at most 20 characters, found 1",
		company + `"salespeoplePurchasers":[{"code":"A","e-mail":"x"}]}]}}`:                                                                 "t.json:2: businesscentral.companies[0].salespeoplePurchasers[0].e-mail: salespersonPurchaser has no such column; did you mean email?",
		company + `"salespeoplePurchasers":[{"code":"A"},{"code":"a"}]}]}}`:                                                                 "t.json:2: businesscentral.companies[0].salespeoplePurchasers[1].code: \"a\" is already used by",
		`{"businesscentral":{"companies":[{"id":"` + unitID + `"}]}}`:                                                                       "t.json:1: businesscentral.companies[0]: a company needs a name",
		`{"businesscentral":{"companies":[{"name":"A"},{"name":"a"}]}}`:                                                                     "t.json:1: businesscentral.companies[1]: a company with this name",
		`{"businesscentral":{"companies":[{"name":"A company whose name has more than 30 characters"}]}}`:                                   "30",
		`{"graph":{"users":[],}}`: "t.json:1: graph: a comma stands before the end",
	} {
		e, err := emulator.New(t.Context(), emulator.Options{Seed: []byte(text), SeedName: "t.json", CADir: t.TempDir()})
		if err == nil {
			_ = e.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n  got %v\n want %s", text, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "0x8") {
			t.Errorf("%s: a service's words: %v", text, err)
		}
	}
}

const unitID = "a0000000-0000-4000-8000-00000000abcd"
