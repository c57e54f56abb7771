// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization_test

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func (f fixture) full(mappings ...string) acctest.Invocation {
	f.t.Helper()
	arguments := map[string]any{"company_id": cronus}
	if len(mappings) > 0 {
		arguments["mappings"] = mappings
	}
	return f.Invoke("bcsales_full_synchronization", arguments)
}

// refused checks the error of an action, and that nothing was started.
func (f fixture) refused(got acctest.Invocation, words ...string) {
	f.t.Helper()
	f.untouched()
	for _, part := range words {
		if !inWords(part).MatchString(got.Errors) {
			f.t.Errorf("%q is not in %q", part, got.Errors)
		}
	}
}

func TestFull_runsAnew(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	first := f.full()
	if first.Errors != "" {
		t.Fatal(first.Errors)
	}
	run := f.lastRun()
	if run == "" || f.jobs("CUSTOMER") == 0 || f.jobs("CURRENCY") == 0 {
		t.Errorf("run %q, %d and %d jobs", run, f.jobs("CUSTOMER"), f.jobs("CURRENCY"))
	}
	p := first.Progress
	if len(p) < 4 || p[0] != "Reading what the full synchronization would do" || p[1] != "Starting CURRENCY, CUSTOMER" ||
		p[len(p)-2] != "finished: CURRENCY, CUSTOMER" || !strings.HasPrefix(p[len(p)-1], "Records made: ") {
		t.Errorf("progress: %q", p)
	}
	if len(slices.Compact(slices.Clone(p))) != len(p) {
		t.Errorf("progress was told although nothing changed: %q", p)
	}
	if second := f.full("CURRENCY"); second.Errors != "" || f.lastRun() == run {
		t.Errorf("the second run: %q, id %s after %s", second.Errors, f.lastRun(), run)
	}
}

func TestFull_failuresNameTheFirstRecord(t *testing.T) {
	t.Parallel()
	f := failing(t)
	f.Patch(inCompany("fieldMappings"), f.Find(inCompany("fieldMappings"), "fieldName", "Name")["id"].(string), acctest.Row{"useForMatchBasedCoupling": true, "matchPriority": 1})
	got := f.full()
	for _, part := range []string{"The full synchronization has failures", "CUSTOMER: failed, 1 records failed, first: ", "JO must be coupled", "run the action again"} {
		if !inWords(part).MatchString(got.Errors) {
			t.Errorf("%q is not in %q", part, got.Errors)
		}
	}
	if strings.Contains(got.Errors, "on_error") {
		t.Errorf("the action has no argument on_error: %s", got.Errors)
	}
}

func TestFull_refusals(t *testing.T) {
	t.Parallel()
	t.Run("selection", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "Team")
		f.populate()
		f.refused(f.full(), "no field is set to match them by", "bcsales_initial_synchronization needs both match_fields")
		f.refused(f.full("CLIENT"), "The review has no such table mapping")
		f.refused(f.full("CUSTOMER"), "CUSTOMER needs CURRENCY")
		f.refused(f.full(strings.Repeat("X", 21)), "length must be between 1 and 20 characters")
		f.refused(f.Invoke("bcsales_full_synchronization", map[string]any{"company_id": "CRONUS"}), "GUID")
	})
	t.Run("connection off", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "Team")
		setup := f.Rows(inCompany("salesConnectionSetups"))[0]
		f.Patch(inCompany("salesConnectionSetups"), setup["id"].(string), acctest.Row{"isEnabled": false, "disableReason": "The password expired."})
		f.refused(f.full(), "The Sales connection is not enabled", "The password expired.", "run the action after it")
		f.Delete(inCompany("salesConnectionSetups"), setup["id"].(string))
		if got := f.full(); !strings.Contains(got.Errors, "The Sales connection is not enabled") {
			t.Errorf("without a setup: %q", got.Errors)
		}
	})
	t.Run("permission", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "Team")
		f.Faults(acctest.Fault{API: acctest.BusinessCentral, Path: "generateFullSynchronizationReview", Action: "status", Status: 403})
		f.refused(f.full(), "Could not run the full synchronization", "Give the provider's identity what it needs")
	})
}

// TestFull_refusalChangesNothing refuses the action after a run that succeeded: nobody reads anything else afterwards. An end that was
// seen also survives a review that somebody generates and does not start.
func TestFull_refusalChangesNothing(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	lines := inCompany("fullSynchronizationLines")
	var before []acctest.Row
	f.run(
		step(nil, f.config(), create, is("status", "succeeded")),
		step(func() {
			before = f.Rows(lines)
			for name, got := range map[string]acctest.Invocation{
				"no field is set to match them by":       f.full(),
				"The review has no such table mapping":   f.full("CLIENT"),
				"Table mappings that others depend on":   f.full("CUSTOMER"),
				"length must be between 1 and 20 charac": f.full(strings.Repeat("X", 21)),
			} {
				if !inWords(name).MatchString(got.Errors) {
					t.Errorf("the action was not refused: %q", got.Errors)
				}
			}
			if got := f.Rows(lines); !reflect.DeepEqual(got, before) {
				t.Errorf("lines after the refusals: %v, before: %v", got, before)
			}
		}, f.config(), nothing, is("status", "succeeded"), is("results.CUSTOMER.status", "finished")),
		step(func() {
			f.Patch(lines, fmt.Sprint(f.Find(lines, "name", "CUSTOMER")["id"]), acctest.Row{"jobQueueEntryStatus": " "})
		}, f.config(), nothing, is("status", "succeeded"), is("results.CUSTOMER.status", "finished")),
	)
}

// TestFull_example runs the action with the mappings of its example after a first run.
func TestFull_example(t *testing.T) {
	t.Parallel()
	example, err := os.ReadFile("../../../examples/actions/bcsales_full_synchronization/action.tf")
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`(?s)mappings *= *\[(.*?)\]`).FindSubmatch(example)
	if list == nil {
		t.Fatal("the example names no mappings")
	}
	var mappings []string
	for _, name := range regexp.MustCompile(`"([^"]+)"`).FindAllSubmatch(list[1], -1) {
		mappings = append(mappings, string(name[1]))
	}
	f := newFixture(t, "Team")
	for name, table := range map[string]int{"PAYMENT TERMS": 3, "SHIPMENT METHOD": 10, "SHIPPING AGENT": 291} {
		f.Insert(inCompany("tableMappings"), acctest.Row{"name": name, "tableId": table, "direction": "ToIntegrationTable", "createUnmatched": true})
		f.Insert(inCompany("fieldMappings"), acctest.Row{"mappingName": name, "fieldNo": 1, "fieldName": "Code", "useForMatchBasedCoupling": true, "matchPriority": 1})
	}
	f.run(step(nil, f.config(`match_fields = { CUSTOMER = ["Name"] }`), create, is("status", "succeeded")))
	if got := f.full(mappings...); got.Errors != "" {
		t.Error(got.Errors)
	}
}
