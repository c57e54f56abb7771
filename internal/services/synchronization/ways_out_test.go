// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// What the advice names.
const (
	byMail      = `match_fields = { CUSTOMER = ["E-Mail"] }`
	makesOthers = `create_unmatched = ["CUSTOMER"]`
)

// coupleJO couples the salesperson whom the failed customer names.
func (f fixture) coupleJO() {
	f.Insert(inCompany("recordCouplings"), acctest.Row{"tableId": 13, "recordId": "000000ce-0000-4000-8000-000000000001", "dataverseId": "000000d1-0000-4000-8000-000000000001"})
}

// alone is the configuration without the resource.
func (f fixture) alone() resource.TestStep { return resource.TestStep{Config: f.ProviderConfig()} }

// TestWaysOut follows each advice of a first synchronization that fails for one record to an apply that is clean.
func TestWaysOut(t *testing.T) {
	t.Parallel()
	fails := func(f fixture) resource.TestStep {
		return refused(nil, f.config(), "Another run couples what is on both sides, so bcsales_initial_synchronization needs both match_fields, for example { CUSTOMER = [\"E-Mail\"] }, and create_unmatched = [\"CUSTOMER\"], which makes the records that have no match.")
	}
	succeeds := func(f fixture, action string, before func()) resource.TestStep {
		does := replace
		if action == "create" {
			does = create
		}
		return step(before, f.config(byMail, makesOthers), does, is("status", "succeeded"), is("results.CUSTOMER.failed", "0"))
	}
	for name, steps := range map[string]func(f fixture) []resource.TestStep{
		"both arguments": func(f fixture) []resource.TestStep {
			return []resource.TestStep{fails(f), succeeds(f, "replace", f.coupleJO)}
		},
		"without match fields": func(f fixture) []resource.TestStep {
			return []resource.TestStep{fails(f), refused(f.coupleJO, f.config(), "no field is set to match them by"), succeeds(f, "create", nil)}
		},
		"without create_unmatched": func(f fixture) []resource.TestStep {
			return []resource.TestStep{
				fails(f),
				refused(f.coupleJO, f.config(byMail), "Failed to couple 1 record(s)"),
				refused(nil, f.config(byMail), "Without a coupling: 10000 (Adatum Corporation)."),
				succeeds(f, "replace", nil),
			}
		},
		"failures accepted": func(f fixture) []resource.TestStep {
			run, jobs := "", 0
			return []resource.TestStep{
				refused(nil, f.config(), `To accept the failures, set on_error = "warn" and apply again`),
				step(func() { run, jobs = f.lastRun(), f.jobs("CUSTOMER") }, f.config(`on_error = "warn"`), replace, is("status", "failed"), is("results.CUSTOMER.failed", "1")),
				step(func() {
					if f.lastRun() != run || f.jobs("CUSTOMER") != jobs {
						f.t.Errorf("another run was started: %s after %s", f.lastRun(), run)
					}
				}, f.config(`on_error = "warn"`), nothing),
			}
		},
		"state lost": func(f fixture) []resource.TestStep {
			return []resource.TestStep{
				fails(f), f.forget(),
				{PreConfig: f.coupleJO, Config: f.config(), ExpectError: inWords("which makes the records that have no match. Without create_unmatched, records that find no match fail. Or leave the mapping out with mappings. Nothing was started.")},
				succeeds(f, "create", nil),
			}
		},
		"imported": func(f fixture) []resource.TestStep {
			imports := "import {\n  to = " + address + "\n  id = \"" + cronus + "\"\n}\n"
			return []resource.TestStep{
				fails(f), f.forget(),
				{PreConfig: f.coupleJO, Config: imports + f.config(byMail, makesOthers), PlanOnly: true, ExpectNonEmptyPlan: true},
				succeeds(f, "create", nil),
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := failing(t)
			f.run(steps(f)...)
		})
	}
}

// TestWaysOut_onboardedAgain takes a company down whose records stay coupled, and sets it up again as the refusal says. The records that
// the second run makes without a match are counted by destroy.
func TestWaysOut_onboardedAgain(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	f.run(
		step(nil, f.config(), create, is("status", "succeeded")),
		f.alone(),
		refused(func() {
			coupling := f.Find(inCompany("recordCouplings"), "recordId", customer)
			f.Delete(inCompany("recordCouplings"), fmt.Sprint(coupling["id"]))
			f.Delete(inDataverse("accounts"), fmt.Sprint(coupling["dataverseId"]))
		}, f.config(), "Another run couples what is on both sides"),
		step(nil, f.config(byMail, makesOthers), create, is("status", "succeeded"), is("results.CUSTOMER.inserted", "1")),
		f.alone(),
	)
	if text := f.warnings.In("apply"); !strings.Contains(text, "CUSTOMER (1 made, ") {
		t.Errorf("destroy warns: %s", text)
	}
}
