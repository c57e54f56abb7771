// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// TestStateRefuses: the control interface refuses what no administrator could do in the service.
func TestStateRefuses(t *testing.T) {
	t.Parallel()
	const absent, child = "00000000-0000-4000-8000-00000000dead", "00000000-0000-4000-8000-00000000cafe"
	c := start(t, emulator.Options{})
	root := ""
	for _, row := range c.state("dataverse/businessunits") {
		if row["_parentbusinessunitid_value"] == nil {
			root, _ = row["businessunitid"].(string)
		}
	}
	state := "/_emulator/state/"
	c.want(c.do("POST", state+"dataverse/businessunits", `{"businessunitid":"`+child+`","name":"Child","_parentbusinessunitid_value":"`+root+`"}`), 201)
	var user, other map[string]any
	c.want(c.do("POST", state+"dataverse/systemusers", `{"fullname":"Owner","_businessunitid_value":"`+child+`"}`), 201).json(t, &user)
	c.want(c.do("POST", state+"dataverse/systemusers", `{"fullname":"Other"}`), 201).json(t, &other)
	id, _ := user["systemuserid"].(string)
	free, _ := other["systemuserid"].(string)
	c.want(c.do("POST", state+"dataverse/accounts", `{"name":"A","_ownerid_value":"`+free+`","_owninguser_value":"`+free+`"}`), 201)
	for _, tc := range []struct {
		name, method, path, body string
		status                   int
		text                     string
	}{
		{"unknown column", "PATCH", "dataverse/systemusers/" + id, `{"enabled":false}`, 400, "enabled: systemuser has no such column"},
		{"near column", "POST", "businesscentral/salespeoplePurchasers?company=CRONUS", `{"code":"X","e-mail":"x"}`, 400, "did you mean email?"},
		{"wrong type", "PATCH", "dataverse/systemusers/" + id, `{"isdisabled":"no"}`, 400, "isdisabled: expected true or false"},
		{"invalid currency", "POST", "dataverse/transactioncurrencies", `{"isocurrencycode":"Euro"}`, 400, "isocurrencycode: expected an ISO currency code such as EUR"},
		{"invalid version", "POST", "dataverse/solutions", `{"uniquename":"a","version":"new"}`, 400, "version: expected a version such as 1.0.0.0"},
		{"lookup to nothing", "PATCH", "dataverse/systemusers/" + id, `{"_businessunitid_value":"` + absent + `"}`, 400, "it points to " + absent},
		{"key", "PATCH", "dataverse/systemusers/" + id, `{"systemuserid":"` + absent + `"}`, 409, "does not change"},
		{"root business unit", "DELETE", "dataverse/businessunits/" + root, "", 400, "root business unit"},
		{"business unit with users", "DELETE", "dataverse/businessunits/" + child, "", 405, "1 users"},
		{"user who owns rows", "DELETE", "dataverse/systemusers/" + free, "", 405, "owns 1 records"},
		{"user who owns none", "DELETE", "dataverse/systemusers/" + id, "", 204, ""},
		{"business unit that is empty", "DELETE", "dataverse/businessunits/" + child, "", 204, ""},
	} {
		got := c.want(c.do(tc.method, state+tc.path, tc.body), tc.status)
		if !strings.Contains(string(got.body), tc.text) {
			t.Errorf("%s: %s", tc.name, got.body)
		}
	}
}
