// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
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
