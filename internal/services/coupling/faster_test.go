// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestSomebodyCouplesAtTheSameTime lets somebody couple either end, or both, after the provider has looked and before it
// writes: Business Central refuses the write in its own words, unless it is what was to be.
func TestSomebodyCouplesAtTheSameTime(t *testing.T) {
	t.Parallel()
	people, customers := person("salesperson_code = \"JO\"\n  system_user_id = \""+userJim+"\""), record("customer", customer, account)
	for name, c := range map[string]struct {
		config string
		change func(f fixture)
		refuse string // empty when the apply succeeds
	}{
		"the salesperson with another user": {people, func(f fixture) { f.couple(jim, userOtis) }, "is already coupled to"},
		"the user with another salesperson": {people, func(f fixture) { f.couple(otis, userJim) }, "is already coupled to"},
		"the two":                           {people, func(f fixture) { f.couple(jim, userJim) }, ""},
		"the record with another row":       {customers, func(f fixture) { customerCoupled(f, customer, account2) }, "is already coupled to"},
		"the row with another record":       {customers, func(f fixture) { customerCoupled(f, another, account) }, "is already coupled to"},
		"the record and the row":            {customers, func(f fixture) { customerCoupled(f, customer, account) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.Before(http.MethodPost, "/recordCouplings$", func() { c.change(f) })
			if c.refuse != "" {
				f.run(f.refused(nil, c.config, c.refuse))
				return
			}
			f.run(f.apply(c.config), f.apply(" "))
			f.want(len(f.Rows(inCompany("recordCouplings"))) == 1, "what somebody else coupled stays")
		})
	}
}

// TestSomebodyCouplesRightAfterwards gives what was just coupled another partner: the apply says what Business Central shows by then.
func TestSomebodyCouplesRightAfterwards(t *testing.T) {
	t.Parallel()
	for kind, test := range map[string]struct {
		given                 map[string]any
		table                 int
		record, wanted, other string
	}{
		"bcsales_salesperson_coupling": {map[string]any{"salesperson_code": "JO", "system_user_id": userJim, "add_to_owning_team": false}, 13, jim, userJim, userOtis},
		"bcsales_record_coupling":      {map[string]any{"table": "customer", "record_id": customer, "dataverse_id": account}, 18, customer, account, account2},
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			session := f.Session(nil, nil)
			planned, said := session.Plan(t.Context(), kind, inprocess.Object{}, configured(t, session, kind, test.given))
			if said.Failed() {
				t.Fatal(said.Errors())
			}
			// The answer has no version, so the coupling is read again.
			row := acctest.Row{"id": "000000ee-0000-4000-8000-0000000000aa", "tableId": test.table, "recordId": test.record, "dataverseId": test.wanted}
			f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodPost, Path: "/recordCouplings$", Action: "status", Status: http.StatusCreated, Body: row})
			f.Before(http.MethodPost, "/recordCouplings$", func() {
				f.Insert(inCompany("recordCouplings"), acctest.Row{"tableId": test.table, "recordId": test.record, "dataverseId": test.other})
			})
			if _, said := session.Apply(t.Context(), kind, planned); !strings.Contains(said.Errors(), "now shows it coupled to "+test.other) {
				t.Errorf("got %q", said.Errors())
			}
		})
	}
}

func customerCoupled(f fixture, customer, account string) {
	f.Insert(inCompany("recordCouplings"), acctest.Row{"tableId": 18, "recordId": customer, "dataverseId": account})
}
