// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestRecoupledIsOwn removes on destroy a coupling that was found and then given another partner.
func TestRecoupledIsOwn(t *testing.T) {
	t.Parallel()
	of := func(user string) string {
		return person("salesperson_code = \"JO\"\n  system_user_id = \"" + user + "\"")
	}
	for name, test := range map[string]struct {
		address, first, second string
		found                  acctest.Row
	}{
		"salesperson": {onePerson, of(userJim), of(userOtis), acctest.Row{"tableId": 13, "recordId": jim, "dataverseId": userJim}},
		"record": {
			oneRecord, record("customer", customer, account), record("customer", customer, account2),
			acctest.Row{"tableId": 18, "recordId": customer, "dataverseId": account},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.Insert(inCompany("recordCouplings"), test.found)
			f.run(f.apply(test.first, creates(test.address)), f.apply(test.second, updates(test.address)), f.apply(" ", plannedDestroy(test.address)))
			f.want(len(f.Rows(inCompany("recordCouplings"))) == 0, "destroy removed the coupling")
		})
	}
}

// TestSalesperson_membershipLeftLater ends the old user's membership although its first removal failed.
func TestSalesperson_membershipLeftLater(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	of := func(user string) string {
		return person("salesperson_code = \"JO\"\n  system_user_id = \"" + user + "\"")
	}
	f.run(
		f.apply(of(userJim), creates(onePerson)),
		f.refused(func() {
			f.Faults(acctest.Fault{API: acctest.Dataverse, Method: "DELETE", Path: "teammembership_association", Action: "status", Status: 403, Times: 1})
		}, of(userOtis), "Could not update"),
		f.after(func() {
			f.Faults()
			f.want(f.partner(jim) == userOtis && f.member(userJim), "the removal failed after the coupling was changed")
		}, of(userOtis), plancheck.ExpectNonEmptyPlan()),
		f.after(func() { f.want(f.member(userOtis) && !f.member(userJim), "Otis is a member in Jim's place") }, of(userOtis)),
	)
}

// TestRecord_recoupled gives a record another row while something else happens: what fails is said, and changes nothing. A change that is
// no other partner is no obstacle.
func TestRecord_recoupled(t *testing.T) {
	t.Parallel()
	const kind = "bcsales_record_coupling"
	notNow := func(method string, times int) acctest.Fault {
		return acctest.Fault{
			API: acctest.BusinessCentral, Method: method, Path: "/recordCouplings", Action: "status", Status: http.StatusBadRequest, Times: times,
			Body: map[string]any{"error": map[string]string{"code": "BadRequest", "message": "Not now."}},
		}
	}
	for name, test := range map[string]struct {
		happens func(f fixture)
		refuse  string // empty when the update succeeds
		after   string
	}{
		"the coupling cannot be read": {func(f fixture) { f.Faults(notNow(http.MethodGet, 2)) }, "Not now", account}, // nor read again
		"the write is refused":        {func(f fixture) { f.Faults(notNow(http.MethodPatch, 1)) }, "Not now", account},
		"the coupling is removed":     {func(f fixture) { f.uncouple(customer) }, "The coupling is gone", ""},
		"the coupling is changed before the write": {func(f fixture) {
			f.Before(http.MethodPatch, "/recordCouplings", func() {
				f.Patch(inCompany("recordCouplings"), fmt.Sprint(f.Find(inCompany("recordCouplings"), "recordId", customer)["id"]), acctest.Row{"skipped": true})
			})
		}, "", account2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			given := map[string]any{"table": "customer", "record_id": customer, "dataverse_id": account}
			made := created(t, f.Session(nil, nil), kind, given)
			given["dataverse_id"] = account2
			session := f.Session(nil, nil)
			update, said := session.Plan(t.Context(), kind, made, configured(t, session, kind, given))
			if said.Failed() {
				t.Fatal(said.Errors())
			}
			test.happens(f)
			_, said = f.Session(nil, nil).Apply(t.Context(), kind, update)
			if said.Failed() != (test.refuse != "") || !strings.Contains(said.Errors(), test.refuse) {
				t.Errorf("got %q, want %q", said.Errors(), test.refuse)
			}
			f.want(f.partner(customer) == test.after, "the partner is "+test.after)
		})
	}
}
