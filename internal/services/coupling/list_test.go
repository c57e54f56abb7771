// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestList lists the couplings of the company that has some, and says so when it cannot be seen whether a company has any.
func TestList(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "companies"}, acctest.Row{"id": "00000c77-0000-4000-8000-000000000077", "name": "Other"})
	f.couple(jim, userJim)
	customerCoupled(f, customer, account)
	for kind, name := range map[string]string{
		"bcsales_salesperson_couplings": "CRONUS: salespeople",
		"bcsales_salesperson_coupling":  "CRONUS: salesperson JO",
		"bcsales_record_coupling":       "CRONUS: customer 10000",
	} {
		for _, readable := range []bool{true, false} {
			if !readable {
				f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodGet, Path: "/recordCouplings$", Action: "status", Status: http.StatusBadRequest})
			}
			session := f.Session(nil, nil)
			config, err := session.ListConfig(kind, nil)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			said := session.List(t.Context(), kind, inprocess.Listing{Config: config}, func(one inprocess.Listed) bool {
				names = append(names, one.Name)
				return true
			})
			f.Faults()
			if readable && (said.Failed() || !slices.Equal(names, []string{name})) || !readable && !strings.Contains(said.Errors(), "400 Bad Request") {
				t.Errorf("%s, readable %t: %v, %s", kind, readable, names, said.Errors())
			}
		}
	}
}
