// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"encoding/json"
	"maps"
	"reflect"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

type rows = []map[string]any

// read follows the pages of a set and drops what differs with every read.
func (c *client) read(path string) rows {
	c.t.Helper()
	var out rows
	for path != "" {
		var page struct {
			Value rows   `json:"value"`
			Next  string `json:"@odata.nextLink"`
		}
		c.want(c.do("GET", path, ""), 200).json(c.t, &page)
		out = append(out, page.Value...)
		path = ""
		if page.Next != "" {
			path = page.Next[len(c.URL()):]
		}
	}
	for _, row := range out {
		delete(row, "@odata.etag")
		delete(row, "versionnumber")
		maps.DeleteFunc(row, func(name string, _ any) bool { return strings.HasSuffix(name, "@odata.mediaEditLink") }) // has the port
	}
	return out
}

// sets lists the entity sets of a service document.
func (c *client) sets(root string) []string {
	c.t.Helper()
	var out []string
	for _, set := range c.read(root + "/") {
		if name, _ := set["name"].(string); name != "companies" {
			out = append(out, name)
		}
	}
	return out
}

// tenant reads all sets of Dataverse and of each company, and the directory, through the APIs.
func (c *client) tenant() map[string]any {
	c.t.Helper()
	organization := map[string]rows{}
	for _, set := range c.sets(api) {
		organization[set] = c.read(api + "/" + set)
	}
	companies := c.read(nav + "/companies")
	for _, company := range companies {
		for _, root := range []string{nav, companion} {
			for _, set := range c.sets(root) {
				company[set] = c.read(root + "/companies(" + company["id"].(string) + ")/" + set)
			}
		}
	}
	return map[string]any{
		"graph": map[string]rows{
			"users":             c.read("/v1.0/users?$select=id,userPrincipalName,displayName,mail,usageLocation,accountEnabled,assignedLicenses,licenseAssignmentStates,mailNickname,userType"),
			"subscribedSkus":    c.read("/v1.0/subscribedSkus"),
			"servicePrincipals": c.read("/v1.0/servicePrincipals"),
		},
		"dataverse":       organization,
		"businesscentral": map[string]any{"companies": companies},
	}
}

// TestSeedTakesWhatTheAPIsGive reads a tenant through its APIs, seeds another
// emulator with the result, and expects the same.
func TestSeedTakesWhatTheAPIsGive(t *testing.T) {
	t.Parallel()
	first := start(t, emulator.Options{})
	company := first.state("businesscentral/companies")[0]["id"].(string)
	for _, name := range []string{"bcbi_CdsBaseIntegration", "MicrosoftDynamicsNavIntegration"} {
		first.want(first.do("POST", "/_emulator/state/dataverse/solutions", `{"uniquename":"`+name+`","version":"9.0.0.1"}`), 201)
	}
	first.want(first.do("POST", api+"/accounts", `{"name":"Adatum"}`), 204)
	first.want(first.do("POST", companion+"/companies("+company+")/dataverseConnectionSetups", `{"environmentUrl":"`+first.URL()+`","userName":"a@contoso.example"}`), 201)
	want := first.tenant()
	document, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	got := start(t, emulator.Options{Seed: document}).tenant()
	for _, part := range []string{"graph", "dataverse"} {
		for set, expected := range want[part].(map[string]rows) {
			if actual := got[part].(map[string]rows)[set]; !reflect.DeepEqual(actual, expected) {
				t.Errorf("%s:\nread %v\nthen %v", set, expected, actual)
			}
		}
	}
	expected, actual := want["businesscentral"].(map[string]any)["companies"].(rows)[0], got["businesscentral"].(map[string]any)["companies"].(rows)[0]
	for name := range expected {
		if !reflect.DeepEqual(actual[name], expected[name]) {
			t.Errorf("%s:\nread %v\nthen %v", name, expected[name], actual[name])
		}
	}
}
