// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// withSalespeople is a fixture with the mapping SALESPEOPLE, four enabled and licensed users, and couplings of two of them.
func withSalespeople(t *testing.T) fixture {
	t.Helper()
	f := newFixture(t, "Person")
	f.Insert(inCompany("tableMappings"), acctest.Row{"name": "SALESPEOPLE", "tableId": 13, "direction": "FromIntegrationTable", "synchronizeOnlyCoupledRecords": true})
	for _, user := range []int{5, 6} {
		f.Patch(inDataverse("systemusers"), fmt.Sprintf("000000d1-0000-4000-8000-%012d", user), acctest.Row{"isdisabled": true})
	}
	f.Patch(inDataverse("systemusers"), integrationUser, acctest.Row{"isintegrationuser": true})
	for i := 1; i <= 2; i++ {
		f.Insert(inCompany("recordCouplings"), acctest.Row{
			"tableId": 13, "recordId": fmt.Sprintf("000000ce-0000-4000-8000-%012d", i), "dataverseId": fmt.Sprintf("000000d1-0000-4000-8000-%012d", i),
		})
	}
	return f
}

const (
	becomeWarning = "2 enabled, licensed users have no coupling: Benjamin Chiu (benjamin.chiu@contoso.example), Otis Falls (otis.falls@contoso.example). " +
		"Business Central makes a new salesperson of each who still has no coupling when the run starts, even when a salesperson with the same e-mail address exists."
	noSalespeople = "new salespe"
)

// TestSalespeople_warned names in the plan the users that a run with SALESPEOPLE makes salespeople of; a run that does not name
// the mapping leaves it out and says nothing.
func TestSalespeople_warned(t *testing.T) {
	t.Parallel()
	f := withSalespeople(t)
	f.run(
		step(nil, f.config(), create, is("results.%", "2"), is("status", "succeeded")),
		step(func() {
			if text := f.warnings.In("plan") + f.warnings.In("apply"); strings.Contains(text, noSalespeople) {
				t.Errorf("without SALESPEOPLE the run warns: %s", text)
			}
		}, f.config(`mappings = ["CURRENCY", "CUSTOMER", "SALESPEOPLE"]`, `match_fields = { CUSTOMER = ["Name"] }`, `triggers = { run = "2" }`), replace, is("results.%", "3")),
	)
	if text := f.warnings.In("plan"); !strings.Contains(text, becomeWarning) {
		t.Errorf("the plan warns: %s", text)
	}
}

// TestSalespeople_warnedByAction gives the same warning in the plan of the action, and none for the other mappings.
func TestSalespeople_warnedByAction(t *testing.T) {
	t.Parallel()
	f := withSalespeople(t)
	if got := f.full("CURRENCY"); got.Errors != "" || strings.Contains(got.Warnings, noSalespeople) {
		t.Errorf("without SALESPEOPLE: %q, %q", got.Errors, got.Warnings)
	}
	if got := f.full("SALESPEOPLE"); got.Errors != "" || !strings.Contains(got.Warnings, becomeWarning) {
		t.Errorf("with SALESPEOPLE: %q, %q", got.Errors, got.Warnings)
	}
}

// TestSalespeople_notWarned: with the model Team no run makes salespeople, and without the couplings nobody knows of whom it would.
func TestSalespeople_notWarned(t *testing.T) {
	t.Parallel()
	if got := newFixture(t, "Team").full("SALESPEOPLE"); strings.Contains(got.Warnings, noSalespeople) {
		t.Errorf("with the model Team: %q", got.Warnings)
	}
	f := withSalespeople(t)
	f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodGet, Path: "recordCouplings", Action: "status", Status: http.StatusForbidden, Body: map[string]any{"error": map[string]any{"code": "Authentication_InvalidCredentials", "message": "No."}}})
	if got := f.full("SALESPEOPLE"); strings.Contains(got.Warnings, noSalespeople) || !inWords("plan the full synchronization").MatchString(got.Errors) {
		t.Errorf("without the couplings: %q, %q", got.Warnings, got.Errors)
	}
}

// TestSalespeople_made makes salespeople of the two users without a coupling in a run that names SALESPEOPLE: the run says how many
// there are, and a map of couplings that is exclusive removes theirs at the next apply.
func TestSalespeople_made(t *testing.T) {
	t.Parallel()
	f := withSalespeople(t)
	before := len(f.Rows(inCompany("salespeoplePurchasers")))
	run := f.config(`mappings = ["SALESPEOPLE"]`)
	exclusive := run + `
resource "bcsales_salesperson_couplings" "all" {
  company_id = bcsales_initial_synchronization.this.company_id
  exclusive  = true
  couplings  = { JO = "jim.olive@contoso.example", LT = "lina.townsend@contoso.example" }
}
`
	coupled := func() (users []string) {
		for _, row := range f.Rows(inCompany("recordCouplings")) {
			if fmt.Sprint(row["tableId"]) == "13" {
				users = append(users, fmt.Sprint(row["dataverseId"]))
			}
		}
		return users
	}
	f.run(
		step(nil, run, create, is("status", "succeeded")),
		resource.TestStep{PreConfig: func() {
			if got := len(f.Rows(inCompany("salespeoplePurchasers"))); got != before+2 || len(coupled()) != 4 {
				t.Errorf("%d salespeople, and couplings of %v", got, coupled())
			}
			if text := f.warnings.In("apply"); !strings.Contains(text, "Number of users without a coupling that the run made new salespeople of, and coupled with them: 2. Their codes: ") {
				t.Errorf("the run warns: %s", text)
			}
		}, Config: exclusive, Check: func(*terraform.State) error {
			if users := coupled(); len(users) != 2 {
				return fmt.Errorf("couplings of %v", users)
			}
			return nil
		}},
	)
}
