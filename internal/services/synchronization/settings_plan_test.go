// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestInitial_matchFieldsPlanned refuses a match field in the plan that the mapping lacks, and lists those that it has.
func TestInitial_matchFieldsPlanned(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	plan := func(fields string) resource.TestStep {
		return resource.TestStep{Config: f.config("match_fields = { " + fields + " }"), PlanOnly: true, ExpectNonEmptyPlan: true}
	}
	bad := plan(`CUSTOMER = ["Mail"]`)
	bad.ExpectError = inWords(`match_fields names the field "Mail", which the table mapping CUSTOMER does not have. What to do: Name one of the fields that the mapping has: Name, E-Mail.`)
	f.run(bad, plan(`CUSTOMER = ["e-mail"]`), plan(`CLIENT = ["Name"]`))
}

// TestInitial_matchFieldsInState: a change of what is in state is checked in the plan. Fields that stay, are not configured, or are
// those of a company that is not known yet are not asked for.
func TestInitial_matchFieldsInState(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	config := f.config(`match_fields = { CUSTOMER = ["E-Mail"] }`)
	w := carryOut(t, f, config)
	if _, err := w.Plan(t.Context(), f.config(`match_fields = { CUSTOMER = ["Mail"] }`), inprocess.Mode{}); err == nil || !strings.Contains(err.Error(), "There is no such field") {
		t.Errorf("a field that the mapping lacks: %v", err)
	}
	f.Delete(inCompany("fieldMappings"), fmt.Sprint(f.Find(inCompany("fieldMappings"), "fieldName", "E-Mail")["id"]))
	f.ResetRequests()
	for _, config := range []string{config, f.config()} {
		if _, err := w.Plan(t.Context(), config, inprocess.Mode{NoRefresh: true}); err != nil {
			t.Error(err)
		}
	}
	session := f.Session(nil, nil)
	elsewhere, err := session.Resource("bcsales_initial_synchronization", map[string]any{"company_id": inprocess.Unknown, "match_fields": map[string]any{"CUSTOMER": []any{"Mail"}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, told := session.Plan(t.Context(), "bcsales_initial_synchronization", inprocess.Object{}, elsewhere); told.Failed() {
		t.Errorf("of a company that is not known yet: %s", told.Errors())
	}
	for _, count := range f.Requests() {
		if strings.Contains(count.Route, "fieldMappings") {
			t.Errorf("%s was asked for %d times", count.Route, count.Count)
		}
	}
}
