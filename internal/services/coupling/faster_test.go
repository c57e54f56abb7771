// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"net/http"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
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

func customerCoupled(f fixture, customer, account string) {
	f.Insert(inCompany("recordCouplings"), acctest.Row{"tableId": 18, "recordId": customer, "dataverseId": account})
}
