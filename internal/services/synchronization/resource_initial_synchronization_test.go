// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

const (
	create  = plancheck.ResourceActionCreate
	update  = plancheck.ResourceActionUpdate
	replace = plancheck.ResourceActionDestroyBeforeCreate
	nothing = plancheck.ResourceActionNoop
)

func TestInitial_lifecycle(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	runs := map[string]bool{}
	note := func() { runs[f.lastRun()] = true }
	once, again := f.config(`triggers = { run = "1" }`), f.config(`triggers = { run = "2" }`)
	f.runTerraform(
		step(nil, once, create, is("status", "succeeded"), is("results.CUSTOMER.status", "finished"), is("results.CUSTOMER.inserted", "5"),
			is("results.CUSTOMER.recommendation", "Full Synchronization"), resource.TestCheckResourceAttrSet(address, "run_id"), resource.TestCheckResourceAttrSet(address, "finished_at")),
		// The import does not know which job followed the coupling of currencies.
		resource.TestStep{PreConfig: note, ResourceName: address, ImportState: true, ImportStateId: cronus, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"triggers", "results.CURRENCY"}},
		step(nil, f.config(`triggers = { run = "1" }`, `match_fields = { CUSTOMER = ["E-Mail", "Name"] }`, `create_unmatched = ["CUSTOMER"]`), update),
		step(note, f.config(`triggers = { run = "2" }`, `match_fields = { CUSTOMER = ["E-Mail", "Name"] }`, `create_unmatched = ["CUSTOMER"]`), replace, is("results.CUSTOMER.recommendation", "Couple Records")),
		step(note, f.config(`triggers = { run = "2" }`, `create_unmatched = []`), update),
		step(func() {
			note()
			if len(runs) != 2 {
				t.Errorf("runs: %v, wanted two", runs)
			}
			if row := f.Find(inCompany("tableMappings"), "name", "CUSTOMER"); row["createUnmatched"] != false {
				t.Error("a mapping that is no longer named still makes unmatched records")
			}
			f.Patch(inCompany("salesConnectionSetups"), f.Rows(inCompany("salesConnectionSetups"))[0]["id"].(string), acctest.Row{"isEnabled": false})
		}, f.config(`triggers = { run = "2" }`, `create_unmatched = []`), nothing),
		resource.TestStep{
			PreConfig: func() {
				f.Delete(inCompany("salesConnectionSetups"), f.Rows(inCompany("salesConnectionSetups"))[0]["id"].(string))
			},
			Config: again, PlanOnly: true, ExpectNonEmptyPlan: true,
		},
		refused(nil, again, "The Sales connection is not enabled"),
	)
}

// TestInitial_imported imports a run; triggers that are added afterwards are recorded without another one.
func TestInitial_imported(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	run := ""
	same := func() {
		if now := f.lastRun(); run != "" && now != run {
			t.Errorf("run %s was started after %s", now, run)
		}
		run = f.lastRun()
	}
	f.run(
		step(nil, f.config(), create),
		resource.TestStep{Config: f.ProviderConfig() + `
removed {
  from = bcsales_initial_synchronization.this
  lifecycle {
    destroy = false
  }
}
`},
		resource.TestStep{PreConfig: same, Config: f.config(), ResourceName: address, ImportState: true, ImportStateId: cronus, ImportStatePersist: true},
		step(nil, f.config(), nothing),
		step(nil, f.config(`triggers = { run = "1" }`), update),
		step(same, f.config(`triggers = { run = "1" }`), nothing),
		step(same, f.config(`triggers = { run = "2" }`, `match_fields = { CUSTOMER = ["Name"] }`), replace),
		resource.TestStep{
			PreConfig: func() {
				if f.lastRun() == run {
					t.Error("a change of triggers started no run")
				}
			},
			Config: f.config(`triggers = { run = "2" }`, `match_fields = { CUSTOMER = ["Name"] }`), PlanOnly: true,
		},
	)
}

// TestInitial_importedWithEmptyCollections imports a run into a configuration that gives empty collections, as a module does
// that passes its variables on: nothing is planned, or only these collections, and nothing runs.
func TestInitial_importedWithEmptyCollections(t *testing.T) {
	t.Parallel()
	for name, lines := range map[string][]string{
		"all":              {`match_fields = {}`, `create_unmatched = []`, `triggers = {}`},
		"match_fields":     {`match_fields = {}`},
		"create_unmatched": {`create_unmatched = []`},
		"triggers":         {`triggers = {}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, "Team")
			carryOut(t, f, f.config())
			run := f.lastRun()
			w := inprocess.NewWorkspace(f.Factories())
			if err := w.Import(t.Context(), f.config(lines...), address, cronus); err != nil {
				t.Fatal(err)
			}
			plan, err := w.Plan(t.Context(), f.config(lines...), inprocess.Mode{})
			if err != nil {
				t.Fatal(err)
			}
			shown, err := plan.JSON()
			if err != nil {
				t.Fatal(err)
			}
			for _, change := range shown.ResourceChanges {
				before, _ := change.Change.Before.(map[string]any)
				after, _ := change.Change.After.(map[string]any)
				for attribute := range after {
					if !slices.Contains([]string{"match_fields", "create_unmatched", "triggers"}, attribute) && !cmp.Equal(before[attribute], after[attribute]) {
						t.Errorf("%s: %v becomes %v", attribute, before[attribute], after[attribute])
					}
				}
				if change.Change.Actions.Replace() || change.Change.AfterUnknown != nil && anyTrue(change.Change.AfterUnknown) {
					t.Errorf("%v, unknown: %v", change.Change.Actions, change.Change.AfterUnknown)
				}
			}
			if err := w.Apply(t.Context(), plan); err != nil {
				t.Fatal(err)
			}
			if again, err := w.Plan(t.Context(), f.config(lines...), inprocess.Mode{}); err != nil || !again.Empty() {
				t.Errorf("the next plan is not empty: %v", err)
			}
			if f.lastRun() != run {
				t.Error("another run was started")
			}
		})
	}
}

// TestInitial_settingsRead in batches by a refresh, and found by an import: nothing is planned.
func TestInitial_settingsRead(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	config := f.config(`match_fields = { CUSTOMER = ["Name"] }`, `create_unmatched = ["CUSTOMER"]`)
	plan := func(w *inprocess.Workspace) {
		t.Helper()
		if plan, err := w.Plan(t.Context(), config, inprocess.Mode{}); err != nil || !plan.Empty() {
			t.Errorf("the plan is not empty: %v", err)
		}
	}
	w := carryOut(t, f, config)
	f.ResetRequests()
	plan(w)
	for _, count := range f.Requests() {
		if _, set, _ := strings.Cut(count.Route, "companies({id})/"); slices.Contains([]string{"fullSynchronizationLines", "synchronizationJobs", "fieldMappings", "tableMappings"}, set) {
			t.Errorf("%d requests for %s alone", count.Count, set)
		}
	}
	imported := inprocess.NewWorkspace(f.Factories())
	if err := imported.Import(t.Context(), config, address, cronus); err != nil {
		t.Fatal(err)
	}
	plan(imported)
}

// anyTrue reports whether something is marked in a tree of marks.
func anyTrue(marks any) bool {
	switch m := marks.(type) {
	case bool:
		return m
	case map[string]any:
		for _, one := range m {
			if anyTrue(one) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(m, anyTrue)
	}
	return false
}

// carryOut applies a configuration from a new state.
func carryOut(t *testing.T, f fixture, config string) *inprocess.Workspace {
	t.Helper()
	w := inprocess.NewWorkspace(f.Factories())
	plan, err := w.Plan(t.Context(), config, inprocess.Mode{})
	if err == nil {
		err = w.Apply(t.Context(), plan)
	}
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestInitial_lostAnswers breaks the connection after Business Central did its work: exactly one run takes place.
func TestInitial_lostAnswers(t *testing.T) {
	t.Parallel()
	for _, action := range []string{"startFullSynchronization", "generateFullSynchronizationReview"} {
		t.Run(action, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, "Team")
			f.run(
				step(func() {
					f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: "POST", Path: action, Action: "reset_after", Times: 1})
				}, f.config(), create, is("status", "succeeded"), func(s *terraform.State) error {
					if jobs := f.jobs("CUSTOMER"); jobs != 2 { // one for each direction
						t.Errorf("%d jobs of CUSTOMER", jobs)
					}
					return is("run_id", f.lastRun())(s)
				}),
			)
		})
	}
}
