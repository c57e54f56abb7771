// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/acctest"
)

// way says how a test follows a remedy.
type way int

const (
	// byHand undoes the change: the remedy is something that a person does in an admin center, in Business Central's pages
	// or in the service itself.
	byHand way = iota
	// apply applies the guide's configuration again, or what the remedy wants in it.
	apply
	// follow calls what the remedy names.
	follow
	// undone undoes the change although the remedy could be followed.
	undone
)

// edit is what a remedy wants in the configuration.
type edit func(t *testing.T, config string) string

func unchanged(_ *testing.T, config string) string { return config }

// fault is one change that makes exactly one check fail or warn.
type fault struct {
	check  string
	name   string
	status string
	// change makes the check fail. What it returns undoes the change; for rows to follow, it does what the check advises.
	change func(s service) remedy
	way    way
	// edits are applied one after the other.
	edits []edit
}

// TestReadiness_everyCheck applies the guide, then makes each check fail by one change, and follows its remedy.
func TestReadiness_everyCheck(t *testing.T) {
	t.Parallel()
	rows := slices.Concat(slices.Collect(maps.Values(faults()))...)
	ids := read(t, acctest.New(t), cronus, nil).order
	for _, id := range ids {
		if !slices.ContainsFunc(rows, func(f fault) bool { return f.check == id }) {
			t.Errorf("no row of the table makes the check %s fail", id)
		}
	}
	count := func(w way) (n int) {
		for _, f := range rows {
			if f.way == w {
				n++
			}
		}
		return n
	}
	t.Logf("%d checks, %d changes: %d remedies applied, %d called, %d undone, %d by hand", len(ids), len(rows), count(apply), count(follow), count(undone), count(byHand))
	for group, rows := range faults() {
		t.Run(group, func(t *testing.T) {
			t.Parallel()
			breakAll(t, rows)
		})
	}
}

// breakAll runs the rows of a group, those that need Terraform as steps of their own.
func breakAll(t *testing.T, rows []fault) {
	t.Helper()
	env := acctest.New(t)
	config := guide(env)
	steps := []resource.TestStep{{Config: config, Check: func(*terraform.State) error {
		for id, check := range read(t, env, cronus, nil).checks {
			if check.status != "pass" {
				t.Errorf("%s does not pass after the guide: %v", id, check)
			}
		}
		return nil
	}}}
	var direct []fault
	for _, f := range rows {
		if f.way == apply {
			steps = append(steps, f.steps(t, env, config)...)
		} else {
			direct = append(direct, f)
		}
	}
	steps = append(steps, resource.TestStep{Config: config, PlanOnly: true, PreConfig: func() {
		for _, f := range direct {
			mend := f.fail(t, env)
			mend()
			f.mended(t, env)
		}
	}})
	resource.UnitTest(t, resource.TestCase{ProtoV6ProviderFactories: env.Factories(), Steps: steps})
}

// steps breaks one thing, and applies what the remedy advises; then what the row added goes, and the guide is applied.
func (f fault) steps(t *testing.T, env *acctest.Env, config string) []resource.TestStep {
	t.Helper()
	edits := f.edits
	if edits == nil {
		edits = []edit{unchanged}
	}
	var undo remedy
	steps := make([]resource.TestStep, 0, len(edits)+1)
	for _, edited := range edits {
		steps = append(steps, resource.TestStep{Config: edited(t, config)})
	}
	steps[0].PreConfig = func() { undo = f.fail(t, env) }
	steps[len(steps)-1].Check = func(*terraform.State) error {
		f.mended(t, env)
		return nil
	}
	if steps[len(steps)-1].Config == config {
		return steps
	}
	return append(steps, resource.TestStep{Config: config, PreConfig: func() {
		if f.check == "integration_user" {
			undo()
		}
	}, Check: func(*terraform.State) error {
		f.mended(t, env)
		return nil
	}})
}

// fail makes the check fail, and nothing else.
func (f fault) fail(t *testing.T, env *acctest.Env) remedy {
	t.Helper()
	mend := f.change(service{env, t})
	broken := read(t, env, cronus, nil)
	bad := broken.bad()
	if got := slices.Collect(maps.Keys(bad)); len(got) != 1 || got[0] != f.check {
		t.Errorf("%s/%s: wanted only this to be bad, got %v", f.check, f.name, bad)
	}
	check := bad[f.check]
	if check.status != f.status || check.detail == "" || check.remedy == "" {
		t.Errorf("%s/%s: status %q, detail %q, remedy %q", f.check, f.name, check.status, check.detail, check.remedy)
	}
	if broken.ready != (f.status == "warn") {
		t.Errorf("%s/%s: ready is %v", f.check, f.name, broken.ready)
	}
	t.Logf("%s/%s: %s What to do: %s", f.check, f.name, check.detail, check.remedy)
	return mend
}

func (f fault) mended(t *testing.T, env *acctest.Env) {
	t.Helper()
	if after := read(t, env, cronus, nil); !after.ready || len(after.bad()) > 0 {
		t.Errorf("%s/%s: the remedy leaves something to do: %v", f.check, f.name, after.bad())
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
