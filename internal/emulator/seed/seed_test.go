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
	d, err := seed.Parse(t.Context(), []byte(`{
		"graph": {"users": [{"id": "a"}]},
		"dataverse": {"systemusers": [{"fullname": "x"}]},
		"businesscentral": {"companion": null, "entraApplications": [{"clientId": "c"}],
			"companies": [{"id": "1", "name": "CRONUS", "customers": [{"number": "10000"}]}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	company := d.BusinessCentral[0].Companies[0]
	if d.BusinessCentral[0].Companion != "" || len(d.Graph["users"]) != 1 || len(d.Dataverse["systemusers"]) != 1 ||
		company.Columns["name"] != "CRONUS" || len(company.Sets["customers"]) != 1 || len(d.BusinessCentral[0].Sets["entraApplications"]) != 1 {
		t.Errorf("parsed: %+v", d)
	}
	for text, companion := range map[string]string{
		"{}": seed.DefaultCompanion, `{"businesscentral":{"companion":"2.0.0.0"}}`: "2.0.0.0", `{"businesscentral":{}}`: seed.DefaultCompanion,
	} {
		if d, err := seed.Parse(t.Context(), []byte(text)); err != nil || d.BusinessCentral[0].Companion != companion {
			t.Errorf("%s: %v %v", text, d, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                    "line 1: the JSON text ends too early",
		"{":                                   "line 1: the JSON text ends too early",
		"[]":                                  "line 1: expected a JSON object",
		"{} {}":                               "line 1: there is text after the JSON value",
		"{\n\n\"graph\": nothing}":            "line 3: graph: invalid character",
		`{"nope":{}}`:                         "line 1: nope: there is no such member; known are businesscentral, dataverse, graph",
		`{"datavers":{}}`:                     "line 1: datavers: there is no such member; did you mean dataverse?",
		`{"dataverse":[]}`:                    "line 1: dataverse: expected a JSON object",
		`{"graph":{"users":{}}}`:              "line 1: graph.users: expected a list of rows",
		`{"graph":{"users":[null]}}`:          "line 1: graph.users[0]: expected a row, which is a JSON object",
		`{"businesscentral":{"companion":1}}`: "line 1: businesscentral.companion: expected a version",
		`{"businesscentral":{"companion":"new"}}`:                             "line 1: businesscentral.companion: expected a version",
		`{"businesscentral":{"companies":{}}}`:                                "line 1: businesscentral.companies: expected a list of rows",
		`{"businesscentral":{"companies":[{},{"customers":[{},1]}]}}`:         "line 1: businesscentral.companies[1].customers[1]: expected a row, which is a JSON object",
		`{"businesscentral":{"things":1}}`:                                    "line 1: businesscentral.things: expected a list of rows",
		"{\"graph\":{\n\"users\":[],\n\"users\":[]}}":                         "line 3: graph.users: the name is there twice",
		"{\"graph\":{\"users\":[\n{\"id\":\"a\",\"id\":\"b\"}]}}":             "line 2: graph.users[0].id: the name is there twice",
		"{\"graph\":{\"users\":[],\n}}":                                       "line 2: graph: a comma stands before the end",
		"{\"graph\":{\"users\":[{},\n]}}":                                     "line 2: graph.users[1]: a comma stands before the end",
		"\xef\xbb\xbf{}":                                                      "line 1: the file begins with a byte order mark",
		"\xff\xfe{\x00}\x00":                                                  "line 1: the file is UTF-16",
		"{\x00}\x00":                                                          "line 1: the file is UTF-16",
		"\xfe\xff\x00{\x00}":                                                  "line 1: the file is UTF-16",
		`{"graph":` + strings.Repeat(`[`, 40) + strings.Repeat(`]`, 40) + `}`: "line 1: graph",
		`{"dataverse":{"options":[]}}`:                                        "line 1: dataverse.options: expected a JSON object",
		`{"dataverse":{"options":{"x":1}}}`:                                   "line 1: dataverse.options.x: there is no such option; known are accentSensitive, navigationProperties",
		`{"dataverse":{"options":{"accentSensitive":1}}}`:                     "line 1: dataverse.options.accentSensitive: expected true or false",
		`{"dataverse":{"options":{"navigationProperties":{"a":{"b":1}}}}}`:    "line 1: dataverse.options.navigationProperties.a.b: expected a name",
	} {
		if _, err := seed.Parse(t.Context(), []byte(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	for _, text := range []string{"null", "{}", `{"graph":null,"dataverse":null,"businesscentral":null}`, `{"businesscentral":{"companies":null}}`} {
		if _, err := seed.Parse(t.Context(), []byte(text)); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestDemoParses(t *testing.T) {
	t.Parallel()
	if d, err := seed.Parse(t.Context(), seed.Demo()); err != nil || len(d.BusinessCentral[0].Companies) != 1 {
		t.Errorf("%v %v", d, err)
	}
}
