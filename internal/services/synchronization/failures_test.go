// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// failing is a fixture where one customer names a salesperson without a coupling, which fails with the model Person.
func failing(t *testing.T) fixture {
	t.Helper()
	f := newFixture(t, "Person")
	f.Patch(inCompany("customers"), customer, acctest.Row{"salespersonCode": "JO"})
	return f
}

func TestInitial_failuresNameTheFirstRecord(t *testing.T) {
	t.Parallel()
	f := failing(t)
	fixed := []string{`match_fields = { CUSTOMER = ["Name"] }`, `create_unmatched = ["CUSTOMER"]`}
	f.run(
		resource.TestStep{Config: f.config(fixed...), ExpectError: regexp.MustCompile(`1 records failed, first:[\s│]+Customer[^J]*10000[^J]*Salesperson/Purchaser[\s│]+JO[\s│]+must[\s│]+be[\s│]+coupled`)},
		step(func() {
			f.Insert(inCompany("recordCouplings"), acctest.Row{"tableId": 13, "recordId": "000000ce-0000-4000-8000-000000000001", "dataverseId": "000000d1-0000-4000-8000-000000000001"})
		}, f.config(fixed...), replace, is("status", "succeeded")), // the failed run is tainted, so the next apply runs again
	)
}

func TestInitial_failuresWarn(t *testing.T) {
	t.Parallel()
	f := failing(t)
	f.run(
		step(nil, f.config(`on_error = "warn"`), create, is("status", "failed"), is("results.CUSTOMER.failed", "1"), is("results.CUSTOMER.status", "failed")),
		step(func() {
			if text := f.warnings.In("apply"); !strings.Contains(text, "1 records failed, first: ") {
				t.Errorf("the apply warned: %s", text)
			}
		}, f.config(`on_error = "warn"`), nothing),
		resource.TestStep{
			PreConfig: func() { // somebody starts the line once more in Business Central
				for _, job := range f.Rows(inCompany("synchronizationJobs")) {
					f.Patch(inCompany("synchronizationJobs"), fmt.Sprint(job["id"]), acctest.Row{"failed": 0})
				}
				for _, line := range f.Rows(inCompany("fullSynchronizationLines")) {
					f.Patch(inCompany("fullSynchronizationLines"), fmt.Sprint(line["id"]), acctest.Row{"toIntegrationTableJobStatus": "Success"})
				}
			},
			RefreshState: true, Check: resource.ComposeAggregateTestCheckFunc(is("status", "succeeded"), is("results.CUSTOMER.failed", "0")),
		},
	)
}

func TestInitial_refusals(t *testing.T) {
	t.Parallel()
	t.Run("no match field", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "Team")
		f.populate()
		f.run(
			refused(nil, f.config(), "no field is set to match them by"),
			refused(f.untouched, f.config(`match_fields = { CUSTOMER = ["Mail"] }`), "There is no such field"),
			refused(f.untouched, f.config(`match_fields = { CLIENT = ["Name"] }`), "There is no such table mapping"),
			refused(f.untouched, f.config(`create_unmatched = ["CLIENT"]`), "There is no such table mapping"),
			refused(f.untouched, f.config(`mappings = ["CLIENT"]`), "The review has no such table mapping"),
			refused(f.untouched, f.config(`mappings = ["CUSTOMER"]`, `match_fields = { CUSTOMER = ["Name"] }`), "CUSTOMER needs CURRENCY"),
			step(f.untouched, f.config(`match_fields = { CUSTOMER = ["Name"] }`, `create_unmatched = ["CUSTOMER"]`), create, is("results.CUSTOMER.recommendation", "Couple Records"), is("status", "succeeded")),
		)
	})
	t.Run("populated", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "Team")
		f.populate()
		f.run(
			refused(nil, f.config(`when_populated = "fail"`, `match_fields = { CUSTOMER = ["Name"] }`), "Business Central and Sales both hold records of"),
			resource.TestStep{PreConfig: f.untouched, Config: f.ProviderConfig(), PlanOnly: true},
		)
	})
	t.Run("not connected", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "Team")
		f.Patch(inCompany("salesConnectionSetups"), f.Rows(inCompany("salesConnectionSetups"))[0]["id"].(string), acctest.Row{"isEnabled": false, "disableReason": "No privileges."})
		f.run(refused(nil, f.config(), "Business Central says: No privileges."))
		f.untouched()
	})
	t.Run("running", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "Team")
		f.Insert(inCompany("fullSynchronizationLines"), acctest.Row{"name": "CUSTOMER", "recommendation": "Full Synchronization", "jobQueueEntryStatus": "In Process"})
		f.Insert(inCompany("jobQueueEntries"), runningJob())
		f.run(refused(nil, f.config(), "A full synchronization is running already"))
		f.untouched()
	})
}

// TestInitial_withoutWaiting starts the run and shows its results with a later refresh.
func TestInitial_withoutWaiting(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	f.run(
		resource.TestStep{Config: f.config(`wait_for_completion = false`), Check: resource.TestCheckResourceAttrSet(address, "run_id")},
		resource.TestStep{RefreshState: true},
		step(nil, f.config(`wait_for_completion = false`), nothing),
	)
}

func TestHistory_dataSources(t *testing.T) {
	t.Parallel()
	f := failing(t)
	source := func(lines string) string {
		return f.config(`on_error = "warn"`) + `
data "bcsales_synchronization_jobs" "this" {
  company_id = bcsales_initial_synchronization.this.company_id
  ` + lines + `
}

data "bcsales_synchronization_jobs" "failed" {
  company_id = bcsales_initial_synchronization.this.company_id
  failed     = true
}

data "bcsales_synchronization_errors" "this" {
  company_id = bcsales_initial_synchronization.this.company_id
  job_id     = one(data.bcsales_synchronization_jobs.failed.synchronization_jobs).id
}
`
	}
	const jobs, failed, errors = "data.bcsales_synchronization_jobs.this", "data.bcsales_synchronization_jobs.failed", "data.bcsales_synchronization_errors.this"
	f.run(
		resource.TestStep{Config: source(`mapping = "customer"`), Check: resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttr(jobs, "synchronization_jobs.#", "2"),
			resource.TestCheckResourceAttr(jobs, "synchronization_jobs.0.mapping", "CUSTOMER"),
			resource.TestCheckResourceAttr(jobs, "synchronization_jobs.0.type", "synchronization"),
			resource.TestCheckResourceAttr(failed, "synchronization_jobs.#", "1"),
			resource.TestCheckResourceAttr(failed, "synchronization_jobs.0.failed", "1"),
			resource.TestCheckResourceAttr(failed, "synchronization_jobs.0.direction", "to_dataverse"),
			resource.TestCheckResourceAttr(errors, "synchronization_errors.#", "1"),
			resource.TestMatchResourceAttr(errors, "synchronization_errors.0.message", inWords("Salesperson/Purchaser JO must be coupled")),
			resource.TestMatchResourceAttr(errors, "synchronization_errors.0.source_record", inWords("10000")),
			resource.TestCheckResourceAttrSet(errors, "synchronization_errors.0.occurred_at"),
		)},
		resource.TestStep{Config: source(`since = "2999-01-01T00:00:00Z"`), Check: resource.TestCheckResourceAttr(jobs, "synchronization_jobs.#", "0")},
		resource.TestStep{Config: source(`limit = 1`), Check: resource.TestCheckResourceAttr(jobs, "synchronization_jobs.#", "1")},
		refused(nil, source(`since = "yesterday"`), "Not a point in time"),
	)
}

// TestInitial_borrowedStatus waits for a line that couples while it shows Error: the line carries the job of another line,
// which has gone, and its own job works on.
func TestInitial_borrowedStatus(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	f := newFixture(t, "Team", acctest.WithSpeed(1))
	f.populate()
	lines := inCompany("fullSynchronizationLines")
	f.Before("POST", "startFullSynchronization$", func() {
		f.Before("GET", "fullSynchronizationLines", func() {
			f.Patch(lines, fmt.Sprint(f.Find(lines, "name", "CURRENCY")["id"]), acctest.Row{"jobQueueEntryId": "00000099-0000-4000-8000-000000000001"})
		})
	})
	f.run(step(nil, f.config(`match_fields = { CUSTOMER = ["Name"] }`, `create_unmatched = ["CUSTOMER"]`), create, is("status", "succeeded"),
		is("results.CURRENCY.recommendation", "Couple Records"), is("results.CURRENCY.status", "finished"), is("results.CUSTOMER.status", "finished")))
}

// TestInitial_refusedWhileApplying names a field that is known only once another resource exists: Terraform plans the resource again
// during the apply, and the refusal says what failed.
func TestInitial_refusedWhileApplying(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	f.run(refused(nil, f.config(`match_fields = { CUSTOMER = [bcsales_table_mapping.first.id] }`)+`
resource "bcsales_table_mapping" "first" {
  company_id = "`+cronus+`"
  name       = "CUSTOMER"
  synchronize_only_coupled_records = true
}
`, "While trying to create the initial synchronization."))
	f.untouched()
}
