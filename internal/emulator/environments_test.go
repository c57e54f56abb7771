// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// TestPaths: tenant and environment of an address must exist; the tenant may be omitted.
func TestPaths(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{})
	const standard = "/api/v2.0/companies"
	for path, known := range map[string]bool{
		"/v2.0/" + emulator.TenantID + "/Production" + standard:                  true,
		"/v2.0/Production" + standard:                                            true,
		"/v2.0/" + strings.ToUpper(emulator.TenantID) + "/production" + standard: true,
		"/v2.0/" + emulator.ObjectID + "/Production" + standard:                  false,
		"/v2.0/" + emulator.TenantID + "/Sandbox" + standard:                     false,
		"/v2.0/" + emulator.ObjectID + "/Sandbox" + standard:                     false,
	} {
		got := c.do("GET", path, "")
		if known {
			c.want(got, 200)
			continue
		}
		if c.want(got, 404); !strings.Contains(string(got.body), `"NoEnvironment"`) || !strings.Contains(string(got.body), "Environment does not exist.") {
			t.Errorf("%s: %s", path, got.body)
		}
	}
}

// TestEnvironments: environments begin with the same companies, share Dataverse, and change apart.
func TestEnvironments(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{Environments: []string{"Production", "Sandbox"}})
	if name := c.Env()["BCSALES_BUSINESS_CENTRAL_ENVIRONMENT"]; name != "Production" {
		t.Errorf("the environment variables name %s", name)
	}
	companies := func(environment string) []map[string]any {
		return c.state("businesscentral/companies?environment=" + environment)
	}
	production, sandbox := companies("Production"), companies("sandbox")
	if len(production) == 0 || len(sandbox) != len(production) || production[0]["id"] != sandbox[0]["id"] {
		t.Fatalf("the companies are %v and %v", production, sandbox)
	}
	id, _ := production[0]["id"].(string)
	in := func(environment string) string {
		return strings.Replace(companion, "Production", environment, 1) + "/companies(" + id + ")/salesConnectionSetups"
	}
	setup := `{"environmentUrl":"` + c.URL() + `"}`
	c.want(c.do("POST", in("Sandbox"), setup), 201)
	if n := strings.Count(string(c.want(c.do("GET", in("Production"), ""), 200).body), "environmentUrl"); n != 0 {
		t.Errorf("production has the setup of the sandbox")
	}
	c.want(c.do("POST", in("Production"), setup), 201)
	c.want(c.do("GET", "/_emulator/state/dataverse/systemusers?environment=Sandbox", ""), 404)
	c.want(c.do("GET", "/_emulator/state/businesscentral/companies?environment=Nowhere", ""), 404)
	c.want(c.do("POST", "/_emulator/reset", ""), 204)
	for _, environment := range []string{"Production", "Sandbox"} {
		if rows := c.state("businesscentral/salesConnectionSetups?environment=" + environment + "&company=" + id); len(rows) != 0 {
			t.Errorf("after a reset %s has %v", environment, rows)
		}
	}
}

// TestEnvironmentsOfASeed: the first environment of the document is the one of the environment variables.
func TestEnvironmentsOfASeed(t *testing.T) {
	t.Parallel()
	const seed = `{"businesscentral": {"environments": {
		"Zurich": {"companies": [{"name": "CRONUS"}], "companion": null},
		"Aarau":  {"companies": [{"name": "CRONUS"}, {"name": "Fabrikam"}]}}}}`
	c := start(t, emulator.Options{Seed: []byte(seed)})
	if name := c.Env()["BCSALES_BUSINESS_CENTRAL_ENVIRONMENT"]; name != "Zurich" {
		t.Errorf("the environment variables name %s", name)
	}
	if n := len(c.state("businesscentral/companies?environment=Zurich")); n != 1 {
		t.Errorf("Zurich has %d companies", n)
	}
	aarau := c.state("businesscentral/companies?environment=Aarau")
	if len(aarau) != 2 {
		t.Fatalf("Aarau has %v", aarau)
	}
	id, _ := aarau[0]["id"].(string)
	c.want(c.do("GET", strings.Replace(companion, "Production", "Aarau", 1)+"/companies("+id+")/connectors", ""), 200)
}

func TestEnvironmentsRefused(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		options emulator.Options
		want    string
	}{
		"twice":          {emulator.Options{Environments: []string{"A", "a"}}, "the environment a is named twice"},
		"no name":        {emulator.Options{Environments: []string{"1st"}}, `"1st" is no name of an environment`},
		"in two places":  {emulator.Options{Environments: []string{"A"}, Seed: []byte(`{"businesscentral":{"environments":{"B":{}}}}`)}, "name them in one place"},
		"none":           {emulator.Options{Seed: []byte(`{"businesscentral":{"environments":{}}}`)}, "at least one environment is needed"},
		"beside":         {emulator.Options{Seed: []byte(`{"businesscentral":{"environments":{"B":{}},"companies":[]}}`)}, "beside environments there is nothing else"},
		"seeded twice":   {emulator.Options{Seed: []byte(`{"businesscentral":{"environments":{"B":{},"b":{}}}}`)}, "there is an environment of this name already"},
		"seeded no name": {emulator.Options{Seed: []byte(`{"businesscentral":{"environments":{"B C":{}}}}`)}, `"B C" is no name of an environment`},
		"its row":        {emulator.Options{Seed: []byte(`{"businesscentral":{"environments":{"B":{"companies":[{}]}}}}`)}, "businesscentral.environments.B.companies[0]: a company needs a name"},
	} {
		tc.options.CADir = t.TempDir()
		e, err := emulator.New(t.Context(), tc.options)
		if err == nil {
			_ = e.Close()
		}
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
}
