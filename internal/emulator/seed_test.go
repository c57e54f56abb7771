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

func TestSeedRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"dataverse":{"nosuch":[{}]}}`:                            "there is no entity set nosuch",
		`{"dataverse":{"systemusers":[{"isdisabled":"yes"}]}}`:     "isdisabled",
		`{"businesscentral":{"companies":[{"nosuch":[{"a":1}]}]}}`: "there is no entity set nosuch",
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
