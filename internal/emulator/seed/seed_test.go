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
	for _, text := range []string{
		"", "[]", "{} {}", `{"nope":{}}`, `{"graph":{"users":{}}}`, `{"businesscentral":{"companion":1}}`,
		`{"businesscentral":{"companies":{}}}`, `{"businesscentral":{"companies":[{"customers":[1]}]}}`, `{"businesscentral":{"things":1}}`,
	} {
		if _, err := seed.Parse([]byte(text)); err == nil || !strings.HasPrefix(err.Error(), "reading the seed: ") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestDemoParses(t *testing.T) {
	t.Parallel()
	if d, err := seed.Parse(seed.Demo()); err != nil || len(d.BusinessCentral.Companies) != 1 {
		t.Errorf("%v %v", d, err)
	}
}
