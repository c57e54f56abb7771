// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// linesAre answers reads of the review, from the next one on, with a body.
func linesAre(body any, times int) acctest.Fault {
	return acctest.Fault{
		API: acctest.BusinessCentral, Method: http.MethodGet, Path: "fullSynchronizationLines", Action: "status", Status: http.StatusOK, Body: body, Times: times,
	}
}

// TestInitial_waitsForItsOwnLines: a review that shows nothing for a moment is no end, an answer without rows is an error, and
// the lines of somebody else's later run are not those that are waited for.
func TestInitial_waitsForItsOwnLines(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	started := func(f fixture, change func()) func() {
		return func() { f.Before(http.MethodPost, "startFullSynchronization$", func() { change() }) }
	}
	t.Run("no lines for a moment", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "Team")
		f.run(step(started(f, func() { f.Faults(linesAre(map[string]any{"value": []any{}}, 2)) }), f.config(), create,
			is("status", "succeeded"),
			is("results.%", "2")))
	})
	t.Run("an answer without rows", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "Team", acctest.WithoutRecord())
		f.run(
			refused(started(f, func() { f.Faults(linesAre(map[string]any{}, 1)) }), f.config(), "cannot be understood"),
			resource.TestStep{Config: f.config(), Check: is("status", "succeeded")},
		)
	})
	t.Run("another's run", func(t *testing.T) {
		t.Parallel()
		f := newFixture(t, "Team")
		f.run(refused(started(f, func() {
			f.Before(http.MethodGet, "fullSynchronizationLines", func() {
				setup := f.Rows(inCompany("salesConnectionSetups"))[0]
				f.Patch(inCompany("salesConnectionSetups"), setup["id"].(string), acctest.Row{"lastRunId": runBefore})
			})
		}), f.config(), "Another full synchronization was started"))
	})
}

// TestInitial_aReviewWithoutLines keeps what was seen of a run, until the review shows another one.
func TestInitial_aReviewWithoutLines(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	f.run(
		step(nil, f.config(), create, is("status", "succeeded")),
		resource.TestStep{
			PreConfig: func() { f.Faults(linesAre(map[string]any{"value": []any{}}, 0)) }, RefreshState: true,
			Check: resource.ComposeAggregateTestCheckFunc(
				is("status", "succeeded"), is("results.%", "2")),
		},
		resource.TestStep{
			PreConfig: func() {
				f.Faults()
				f.Patch(inCompany("salesConnectionSetups"), fmt.Sprint(f.Rows(inCompany("salesConnectionSetups"))[0]["id"]), acctest.Row{"lastRunId": runBefore})
				f.Patch(inCompany("fullSynchronizationLines"), fmt.Sprint(f.Find(inCompany("fullSynchronizationLines"), "name", "CUSTOMER")["id"]), acctest.Row{"jobQueueEntryStatus": "In Process"})
				f.Insert(inCompany("jobQueueEntries"), runningJob())
			},
			RefreshState: true, Check: resource.ComposeAggregateTestCheckFunc(is("status", "running"), is("run_id", runBefore)),
		},
	)
}
