// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/acctest"
)

// TestReadiness_neverFails reads the report where next to nothing is there, and where services refuse.
func TestReadiness_neverFails(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	status := func(r report, id, status string) {
		t.Helper()
		if got := r.checks[id]; got.status != status || got.detail == "" {
			t.Errorf("%s: %v, wanted %s", id, got, status)
		}
		if (r.checks[id].remedy != "") != (status == "fail" || status == "warn") {
			t.Errorf("%s: remedy %q for %s", id, r.checks[id].remedy, status)
		}
	}

	bare := read(t, env, cronus, nil)
	if bare.ready {
		t.Error("a company without any setup is ready")
	}
	for id, want := range map[string]string{
		"company": "pass", "companion_extension": "pass", "dataverse_environment": "skipped", "base_solution": "fail", "base_role": "skipped", "integration_user": "skipped",
		"company_row": "skipped", "owning_team": "skipped", "local_currency": "pass", "dataverse_connection": "fail", "sales_connection": "fail", "connection_details": "skipped",
		"salespeople_coupled": "skipped", "table_mappings": "skipped", "jobs_on_hold": "skipped", "failed_jobs": "pass", "dataverse_connection_test": "skipped",
	} {
		status(bare, id, want)
	}

	unknown := read(t, env, nowhere, nil)
	status(unknown, "company", "fail")
	status(unknown, "companion_extension", "skipped")
	status(unknown, "dataverse_connection", "skipped")

	alone := read(t, env, cronus, map[string]string{"BCSALES_DATAVERSE_URL": ""})
	status(alone, "company", "pass")
	status(alone, "caller_roles", "fail")
	if remedy := alone.checks["base_solution"].remedy; remedy == "" {
		t.Error("no word about the provider's dataverse_url")
	}

	env.Faults(acctest.Fault{API: acctest.Dataverse, Path: "/solutions", Action: "status", Status: 403, Body: `{"error":{"code":"0x80040220","message":"Principal user is missing prvReadSolution privilege."}}`})
	refused := read(t, env, cronus, nil)
	status(refused, "base_solution", "fail")
	env.Faults()
}

// TestReadiness_terraform uses the report the way the documentation shows.
func TestReadiness_terraform(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := env.ProviderConfig() + `
data "bcsales_integration_readiness" "this" {
  company_id = "` + cronus + `"
}

check "readiness" {
  assert {
    condition     = data.bcsales_integration_readiness.this.ready
    error_message = join("\n", [for c in data.bcsales_integration_readiness.this.checks : "${c.title}: ${c.detail} ${c.remedy}" if c.status == "fail"])
  }
}
`
	postcondition := env.ProviderConfig() + `
data "bcsales_integration_readiness" "this" {
  company_id = "` + cronus + `"
  lifecycle {
    postcondition {
      condition     = self.ready
      error_message = "Not ready."
    }
  }
}
`
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config, Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr("data.bcsales_integration_readiness.this", "ready", "false"),
				resource.TestCheckResourceAttr("data.bcsales_integration_readiness.this", "checks.0.id", "company"),
				resource.TestCheckResourceAttr("data.bcsales_integration_readiness.this", "checks.0.status", "pass"),
				resource.TestCheckNoResourceAttr("data.bcsales_integration_readiness.this", "checks.0.remedy"),
			)},
			{Config: postcondition, ExpectError: regexp.MustCompile("Not ready")},
		},
	})
}
