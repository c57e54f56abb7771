// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestInitial_resultsStayKnown resets match fields by hand: the plan writes them again, and shows the run as it is.
func TestInitial_resultsStayKnown(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	config := f.config(`match_fields = { CUSTOMER = ["E-Mail", "Name"] }`)
	reset := func() {
		for _, row := range f.Rows(inCompany("fieldMappings")) {
			f.Patch(inCompany("fieldMappings"), fmt.Sprint(row["id"]), acctest.Row{"useForMatchBasedCoupling": false})
		}
	}
	known := step(reset, config, update, is("results.CUSTOMER.status", "finished"), is("match_fields.CUSTOMER.#", "2"))
	known.ConfigPlanChecks.PreApply = append(known.ConfigPlanChecks.PreApply,
		plancheck.ExpectKnownValue(address, tfjsonpath.New("results").AtMapKey("CUSTOMER").AtMapKey("status"), knownvalue.StringExact("finished")),
		plancheck.ExpectKnownValue(address, tfjsonpath.New("status"), knownvalue.StringExact("succeeded")),
		plancheck.ExpectKnownValue(address, tfjsonpath.New("run_id"), knownvalue.NotNull()),
	)
	f.run(step(nil, config, create), known)
}

// TestInitial_runSincePlan applies an update after somebody started another run: it succeeds, and the next refresh shows the
// other run.
func TestInitial_runSincePlan(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	w := inprocess.NewWorkspace(f.factories)
	carryOut := func(config string, between func()) {
		plan, err := w.Plan(t.Context(), config, inprocess.Mode{})
		if err != nil {
			t.Fatal(err)
		}
		between()
		if err := w.Apply(t.Context(), plan); err != nil {
			t.Fatal(err)
		}
	}
	config := f.config(`match_fields = { CUSTOMER = ["E-Mail", "Name"] }`)
	carryOut(f.config(), func() {})
	const other = "000000aa-0000-4000-8000-00000000000a"
	carryOut(config, func() {
		f.Patch(inCompany("salesConnectionSetups"), fmt.Sprint(f.Rows(inCompany("salesConnectionSetups"))[0]["id"]), acctest.Row{"lastRunId": other})
	})
	if err := w.Refresh(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(w.Attributes()[address]), other) {
		t.Errorf("the refresh does not show the other run: %s", w.Attributes()[address])
	}
}
