// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package seed_test

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/seed"
)

func TestParse(t *testing.T) {
	t.Parallel()
	d, err := seed.Parse([]byte(`{
		"graph": {"users": [{"id": "a"}]},
		"dataverse": {"systemusers": [{"fullname": "x"}]},
		"businesscentral": {"companion": null, "entraApplications": [{"clientId": "c"}],
			"companies": [{"id": "1", "name": "CRONUS", "customers": [{"number": "10000"}]}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	company := d.BusinessCentral.Companies[0]
	if d.BusinessCentral.Companion != "" || len(d.Graph["users"]) != 1 || len(d.Dataverse["systemusers"]) != 1 ||
		company.Columns["name"] != "CRONUS" || len(company.Sets["customers"]) != 1 || len(d.BusinessCentral.Sets["entraApplications"]) != 1 {
		t.Errorf("parsed: %+v", d)
	}
	for text, companion := range map[string]string{
		"{}": seed.DefaultCompanion, `{"businesscentral":{"companion":"2.0.0.0"}}`: "2.0.0.0", `{"businesscentral":{}}`: seed.DefaultCompanion,
	} {
		if d, err := seed.Parse([]byte(text)); err != nil || d.BusinessCentral.Companion != companion {
			t.Errorf("%s: %v %v", text, d, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                  "the JSON text ends too early",
		"{":                                 "the JSON text ends too early",
		"[]":                                "the document must be a JSON object",
		"{} {}":                             "there is text after the JSON value",
		"{\n\n\"graph\": nothing}":          "line 3: ",
		`{"nope":{}}`:                       "nope: there is no such member; use graph, dataverse and businesscentral",
		`{"dataverse":[]}`:                  "dataverse must be a JSON object",
		`{"dataverse":{"options":[]}}`:      "dataverse.options must be a JSON object",
		`{"dataverse":{"options":{"x":1}}}`: "dataverse.options.x: there is no such option; use navigationProperties and accentSensitive",
		`{"dataverse":{"options":{"accentSensitive":1}}}`:                  "dataverse.options.accentSensitive must be true or false",
		`{"dataverse":{"options":{"navigationProperties":{"a":{"b":1}}}}}`: "dataverse.options.navigationProperties.a.b must be a name",
		`{"graph":{"users":{}}}`:                                           "graph.users must be a list of rows",
		`{"graph":{"users":[null]}}`:                                       "graph.users[0] must be a row, which is a JSON object",
		`{"businesscentral":{"companion":1}}`:                              "businesscentral.companion must be a version or null",
		`{"businesscentral":{"companies":{}}}`:                             "businesscentral.companies must be a list of rows",
		`{"businesscentral":{"companies":[{},{"customers":[{},1]}]}}`:      "businesscentral.companies[1].customers[1] must be a row, which is a JSON object",
		`{"businesscentral":{"things":1}}`:                                 "businesscentral.things must be a list of rows",
	} {
		if _, err := seed.Parse([]byte(text)); err == nil || !strings.HasPrefix(err.Error(), "reading the seed: "+want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	for _, text := range []string{"null", "{}", `{"graph":null,"dataverse":null,"businesscentral":null}`, `{"businesscentral":{"companies":null}}`} {
		if _, err := seed.Parse([]byte(text)); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestDemoParses(t *testing.T) {
	t.Parallel()
	if d, err := seed.Parse(seed.Demo()); err != nil || len(d.BusinessCentral.Companies) != 1 {
		t.Errorf("%v %v", d, err)
	}
}
