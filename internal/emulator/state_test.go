// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"encoding/json"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// state reads rows through the control interface.
func (c *client) state(path string) []map[string]any {
	c.t.Helper()
	var out []map[string]any
	c.want(c.do("GET", "/_emulator/state/"+path, ""), 200).json(c.t, &out)
	return out
}

// TestStateColumns changes columns that clients cannot write.
func TestStateColumns(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{})
	cronus := "?company=" + url.QueryEscape(c.state("businesscentral/companies")[0]["id"].(string))
	for _, test := range []struct{ set, key, company, changes string }{
		{"dataverse/systemusers", "systemuserid", "", `{"modifiedon":"2001-02-03T04:05:06Z","createdon":"2001-02-03T04:05:06Z","fullname":"F","islicensed":false,"deletedstate":1}`},
		{"dataverse/organizations", "organizationid", "", `{"issopintegrationenabled":true,"version":"9.1.0.0"}`},
		{"dataverse/roles", "roleid", "", `{"name":"N","ismanaged":false,"_parentrootroleid_value":null}`},
		{"graph/users", "id", "", `{"createdDateTime":"2001-02-03T04:05:06Z","accountEnabled":false}`},
		{"graph/directoryObjects", "id", "", `{"displayName":"D"}`},
		{"entra/servicePrincipals", "id", "", `{"displayName":"D","accountEnabled":false}`},
		{"businesscentral/companies", "id", "", `{"name":"Other","systemVersion":"1.0"}`},
		{"businesscentral/salespeoplePurchasers", "id", cronus, `{"code":"lower","lastModifiedDateTime":"2001-02-03T04:05:06Z"}`},
		{"businesscentral/connectors", "id", cronus, `{"version":"9.9.9.9","capabilities":"none"}`},
		{"businesscentral/extensions", "packageId", "", `{"isInstalled":false,"versionMajor":1}`},
		{"businesscentral/permissionSets", "", "", `{"displayName":"D"}`},
		{"businesscentral/users", "userSecurityId", "", `{"state":"Disabled"}`},
	} {
		rows := c.state(test.set + test.company)
		key := "SUPER,00000000-0000-0000-0000-000000000000,System"
		if test.key != "" {
			key, _ = rows[len(rows)-1][test.key].(string)
		}
		at := "/_emulator/state/" + test.set + "/" + url.PathEscape(key) + test.company
		c.want(c.do("PATCH", at, test.changes), 200)
		var wanted, got map[string]any
		if err := json.Unmarshal([]byte(test.changes), &wanted); err != nil {
			t.Fatal(err)
		}
		c.want(c.do("GET", at, ""), 200).json(t, &got)
		for column, value := range wanted {
			if !reflect.DeepEqual(got[column], value) {
				t.Errorf("%s: %s is %v, want %v", test.set, column, got[column], value)
			}
		}
		if after := c.state(test.set + test.company); len(after) != len(rows) {
			t.Errorf("%s: %d rows became %d", test.set, len(rows), len(after))
		}
	}
}

func TestStateKeys(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{})
	const first, second = "aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"
	accounts := "/_emulator/state/dataverse/accounts"
	c.want(c.do("POST", accounts, `{"accountid":"`+strings.ToUpper(first)+`","name":"A"}`), 201)
	c.want(c.do("POST", accounts, `{"accountid":"`+first+`"}`), 409)
	c.want(c.do("PATCH", accounts+"/"+first, `{"accountid":"`+second+`"}`), 409)
	c.want(c.do("PATCH", accounts+"/"+first, `{"accountid":"`+strings.ToUpper(first)+`","name":"B"}`), 200)
	if rows := c.state("dataverse/accounts"); len(rows) != 1 || rows[0]["accountid"] != first || rows[0]["name"] != "B" {
		t.Errorf("after the changes: %v", rows)
	}

	user, role := c.state("dataverse/systemusers")[0]["systemuserid"].(string), c.state("dataverse/roles")[0]["roleid"].(string)
	links := "/_emulator/state/dataverse/systemuserrolescollection"
	c.want(c.do("POST", links, `{"systemuserid":"`+user+`","roleid":"`+role+`"}`), 201)
	c.want(c.do("POST", links, `{"systemuserid":"`+strings.ToUpper(user)+`","roleid":"`+role+`"}`), 409)
}

// TestStateCompanion lets another administrator uninstall the companion and delete a company.
func TestStateCompanion(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{})
	company := c.state("businesscentral/companies")[0]["id"].(string)
	connectors := companion + "/companies(" + company + ")/connectors"
	c.want(c.do("GET", connectors, ""), 200)
	for _, row := range c.state("businesscentral/extensions") {
		at := "/_emulator/state/businesscentral/extensions/" + row["packageId"].(string)
		if row["publisher"] == "Microsoft" {
			c.want(c.do("DELETE", at, ""), 409)
			continue
		}
		c.want(c.do("DELETE", at, ""), 204)
	}
	c.want(c.do("GET", connectors, ""), 404)
	if rows := c.state("businesscentral/extensions"); len(rows) != 3 {
		t.Errorf("%d extensions are left", len(rows))
	}
	c.want(c.do("POST", "/_emulator/reset", ""), 204)
	c.want(c.do("GET", connectors, ""), 200)

	c.want(c.do("DELETE", "/_emulator/state/businesscentral/companies/"+company, ""), 204)
	c.want(c.do("GET", connectors, ""), 404)
	c.want(c.do("POST", "/_emulator/state/businesscentral/companies", `{"id":"`+company+`","name":"CRONUS"}`), 201)
	if rows := c.state("businesscentral/salespeoplePurchasers?company=CRONUS"); len(rows) != 0 {
		t.Errorf("a new company has the salespeople of the one that was deleted: %v", rows)
	}
}
