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
	secret := "grant_type=client_credentials&client_id=44444444-0000-4000-8000-000000000004&client_secret=" + emulator.ClientSecret + "&scope=" + c.URL() + "/.default"
	c.want(c.do("POST", "/"+emulator.TenantID+"/oauth2/v2.0/token", secret, "Content-Type: application/x-www-form-urlencoded"), 200)
}

// TestSeedDefaults seeds rows that leave out what the services number, name or place by themselves.
func TestSeedDefaults(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{Seed: []byte(`{
 "graph": {"subscribedSkus": [{"skuId": "8F0C3B1A-4F8B-4B6E-9D38-6D1F0C0DE365"}, {"id": "t_1f0c3b1a-4f8b-4b6e-9d38-6d1f0c0de365"}]},
 "dataverse": {"businessunits": [{"name": "Below"}, {"name": "Root", "_parentbusinessunitid_value": null}], "roles": null},
 "businesscentral": {"companies": [{"displayName": "A company whose name has more than 30 characters", "vendors": null, "customers": [{}, {"number": "X"}]}]}}`)})
	company := c.state("businesscentral/companies")[0]
	if company["name"] != "A company whose name has more " {
		t.Errorf("the company: %v", company)
	}
	customers := c.state("businesscentral/customers?company=" + company["id"].(string))
	if len(customers) != 2 || customers[0]["number"] != "C00001" || customers[1]["number"] != "X" {
		t.Errorf("the customers: %v", customers)
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

func TestSeedRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"dataverse":{"nosuch":[{}]}}`:                                               "there is no entity set nosuch",
		`{"dataverse":{"teams":[{"businessunitid@odata.bind":"/businessunits(x)"}]}}`: "_businessunitid_value",
		`{"dataverse":{"systemusers":[{"isdisabled":"yes"}]}}`:                        "Edm.Boolean",
		`{"dataverse":{"businessunits":[{"name":"A","_parentbusinessunitid_value":null},{"name":"B","_parentbusinessunitid_value":null}]}}`: "the business units A and B have no parent",
		`{"dataverse":{"businessunits":[{"name":"A","_parentbusinessunitid_value":"00000000-0000-4000-8000-000000000001"}]}}`:               "the root is missing",
		`{"dataverse":{"businessunits":[{"name":"A"},{"name":"B","_parentbusinessunitid_value":"00000000-0000-4000-8000-000000000001"}]}}`:  "B does not descend from A",
		`{"businesscentral":{"customers":[{}]}}`:                                                          "the rows of customers belong to a company",
		`{"businesscentral":{"companies":[{"name":"A","nosuch":[{"a":1}]}]}}`:                             "there is no entity set nosuch",
		`{"businesscentral":{"companies":[{"name":"A","customers":{}}]}}`:                                 "customers must be a list of rows",
		`{"businesscentral":{"companies":[{"id":"00000000-0000-4000-8000-000000000001"}]}}`:               "a company needs a name",
		`{"businesscentral":{"companies":[{"name":"A"},{"name":"a"}]}}`:                                   "companies[1]: a company with this name",
		`{"businesscentral":{"companies":[{"name":"A","salespeoplePurchasers":[{"code":1}]}]}}`:           "companies[0].salespeoplePurchasers[0]",
		`{"businesscentral":{"companies":[{"name":"A company whose name has more than 30 characters"}]}}`: "30",
	} {
		e, err := emulator.New(emulator.Options{Seed: []byte(text), CADir: t.TempDir()})
		if err == nil {
			_ = e.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
