// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/acctest"
)

// fault is one change that makes exactly one check fail or warn.
type fault struct {
	check  string
	name   string
	status string
	// change makes the check fail and returns what the check's remedy advises.
	change func(s service) remedy
}

// TestReadiness_everyCheck applies the guide, then makes each check fail by one change, and follows its remedy.
func TestReadiness_everyCheck(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := guide(env)
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config},
			{PreConfig: func() { breakEverything(t, env) }, Config: config, PlanOnly: true},
		},
	})
}

func breakEverything(t *testing.T, env *acctest.Env) {
	t.Helper()
	healthy := read(t, env, cronus, nil)
	if !healthy.ready || len(healthy.bad()) > 0 {
		t.Fatalf("the guide leaves something to do: %v", healthy.bad())
	}
	for id, check := range healthy.checks {
		if check.status != "pass" {
			t.Errorf("%s does not pass after the guide: %v", id, check)
		}
	}
	rows := faults()
	for _, id := range healthy.order {
		if !slices.ContainsFunc(rows, func(f fault) bool { return f.check == id }) {
			t.Errorf("no row of the table makes the check %s fail", id)
		}
	}
	for _, f := range rows {
		t.Run(f.check+"/"+f.name, func(t *testing.T) { f.run(t, env) })
	}
	t.Logf("%d checks, %d changes", len(healthy.order), len(rows))
}

func (f fault) run(t *testing.T, env *acctest.Env) {
	t.Helper()
	mend := f.change(service{env, t})
	broken := read(t, env, cronus, nil)
	bad := broken.bad()
	if got := slices.Collect(maps.Keys(bad)); len(got) != 1 || got[0] != f.check {
		t.Errorf("wanted only %s to be bad, got %v", f.check, bad)
	}
	check := bad[f.check]
	if check.status != f.status || check.detail == "" || check.remedy == "" {
		t.Errorf("%s: status %q, detail %q, remedy %q", f.check, check.status, check.detail, check.remedy)
	}
	if broken.ready != (f.status == "warn") {
		t.Errorf("ready is %v", broken.ready)
	}
	t.Logf("%s: %s What to do: %s", f.check, check.detail, check.remedy)
	mend()
	if after := read(t, env, cronus, nil); !after.ready || len(after.bad()) > 0 {
		t.Errorf("the remedy leaves something to do: %v", after.bad())
	}
}

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
