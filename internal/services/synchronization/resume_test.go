// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// slowly lets the jobs of a run take a few seconds, longer than the shortest timeout of these tests.
func slowly() acctest.Option { return acctest.WithSpeed(0.5) }

// sameRun checks that the run is the one noted first, and that each mapping ran once.
func (f fixture) sameRun(first *string) resource.TestCheckFunc {
	return func(s *terraform.State) error {
		if jobs := f.jobs("CUSTOMER"); jobs != 2 { // one for each direction
			f.t.Errorf("%d jobs of CUSTOMER", jobs)
		}
		return is("run_id", *first)(s)
	}
}

// settled waits until no job is under way.
func (f fixture) settled() {
	f.t.Helper()
	for range 600 {
		finished := 0
		for _, row := range f.Rows(inCompany("fullSynchronizationLines")) {
			if row["jobQueueEntryStatus"] == "Finished" {
				finished++
			}
		}
		if finished == 2 {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	f.t.Fatal("the run does not end")
}

// TestInitial_timedOut lets creation give up waiting: the next apply waits for the same run, or takes its results when
// it has ended since, and starts no other.
func TestInitial_timedOut(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, act := range acctest.SampleOf(map[string]func(fixture){
		"under way": func(fixture) {},
		"ended":     fixture.settled,
	}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, "Team", slowly())
			first := ""
			f.run(
				refused(nil, f.config(`timeouts = { create = "3s" }`), "The full synchronization is still under way"),
				step(func() {
					first = f.lastRun()
					act(f)
				}, f.config(), replace, is("status", "succeeded"), f.sameRun(&first)),
			)
		})
	}
}

// forget takes the resource out of the state and leaves the run as it is.
func (f fixture) forget() resource.TestStep {
	return resource.TestStep{Config: f.ProviderConfig() + `
removed {
  from = bcsales_initial_synchronization.this
  lifecycle {
    destroy = false
  }
}
`}
}

// TestInitial_forgotten loses the state while the run is under way, as a killed apply does: the next one takes the run
// up, and one with other triggers is another run, which has to wait.
func TestInitial_forgotten(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := newFixture(t, "Team")
	first := ""
	show := func(status string) {
		line := f.Find(inCompany("fullSynchronizationLines"), "name", "CUSTOMER")
		f.Patch(inCompany("fullSynchronizationLines"), fmt.Sprint(line["id"]), acctest.Row{"jobQueueEntryStatus": status})
		if status == "In Process" {
			f.Insert(inCompany("jobQueueEntries"), runningJob())
			return
		}
		f.Delete(inCompany("jobQueueEntries"), fmt.Sprint(f.Find(inCompany("jobQueueEntries"), "parameterString", "CUSTOMER")["id"]))
	}
	f.run(
		step(nil, f.config(`triggers = { run = "1" }`), create),
		f.forget(),
		refused(func() {
			first = f.lastRun()
			show("In Process")
		}, f.config(`triggers = { run = "2" }`), "A full synchronization is running already"),
		step(func() { time.AfterFunc(3*time.Second, func() { show("Finished") }) },
			f.config(`triggers = { run = "1" }`), create, is("status", "succeeded"), f.sameRun(&first)),
	)
}

// TestInitial_endedUnseen loses the state of a run that has ended: another one is refused without a match field, and the
// refusal says how to keep the run.
func TestInitial_endedUnseen(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	f.run(
		step(nil, f.config(), create),
		f.forget(),
		refused(nil, f.config(), "To keep that run, import it: terraform import <address of this resource> "+cronus),
	)
}

// TestInitial_mappingsChanged starts no run for another set of mappings, and says so.
func TestInitial_mappingsChanged(t *testing.T) {
	t.Parallel()
	const warning = "The change of mappings starts no run"
	f := newFixture(t, "Team")
	first := ""
	f.run(
		step(nil, f.config(), create),
		step(func() {
			first = f.lastRun()
			if text := f.warnings.In("plan"); strings.Contains(text, warning) {
				t.Errorf("the first plan warns: %s", text)
			}
		}, f.config(`mappings = ["CURRENCY", "CUSTOMER"]`), update, f.sameRun(&first)),
	)
	if text := f.warnings.In("plan"); !strings.Contains(text, warning) {
		t.Errorf("the plan warns: %s", text)
	}
}

// TestInitial_replacedOnPurpose runs again although nothing of the configuration changed.
func TestInitial_replacedOnPurpose(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	first := ""
	f.run(
		step(nil, f.config(`match_fields = { CUSTOMER = ["Name"] }`), create),
		resource.TestStep{
			PreConfig: func() { first = f.lastRun() },
			Taint:     []string{address}, Config: f.config(`match_fields = { CUSTOMER = ["Name"] }`),
			Check: func(*terraform.State) error {
				if f.lastRun() == first {
					t.Error("no other run was started")
				}
				return nil
			},
		},
	)
}
