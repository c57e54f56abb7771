// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestReadiness_companyGone is the row of the check company, which cannot share its emulator with others: the company is
// deleted, as before a copy of it is made, and both ways that the remedy names lead to a report that is ready.
func TestReadiness_companyGone(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	const (
		remedy = "Correct company_id: the data source bcsales_companies lists the companies with their ids. Or make the company with bcsales_company, fill in its LCY Code on the page General Ledger Setup, and set it up as the guide says."
		listed = `
data "bcsales_companies" "all" {}

locals {
  company = one([for c in data.bcsales_companies.all.companies : c.id if c.name == "CRONUS 2"])
}
`
		made = `
resource "bcsales_company" "new" {
  name = "CRONUS 3"
}
`
	)
	env := acctest.New(t)
	s := service{env, t}
	companies := acctest.Set{API: acctest.BusinessCentral, Name: "companies"}
	named := func(name string) string { return fmt.Sprint(s.Find(companies, "name", name)["id"]) }
	gone := func(company string) {
		s.Delete(companies, company)
		r := read(t, env, company, nil)
		r.sound(t)
		if bad := r.bad(); len(bad) != 1 || bad["company"].status != failing || bad["company"].remedy != remedy || r.ready {
			t.Errorf("without the company: %v", bad)
		}
	}
	ready := func(company string) {
		r := read(t, env, company, nil)
		r.sound(t)
		if !r.ready || len(r.bad()) > 0 {
			t.Errorf("the report of %s: %v", company, r.bad())
		}
	}
	information := func(company string, row acctest.Row) { s.Insert(of(company, "companyInformation"), row) }
	acctest.Run(t, resource.TestCase{ProtoV6ProviderFactories: env.Factories(), Steps: []resource.TestStep{
		{Config: guide(env), Check: func(*terraform.State) error { ready(cronus); return nil }},
		{
			PreConfig: func() {
				s.Insert(companies, acctest.Row{"id": nowhere, "name": "CRONUS 2"})
				information(nowhere, acctest.Row{"currencyCode": "EUR"})
				gone(cronus)
			},
			Config: guideFor(env, "local.company") + listed,
			Check:  func(*terraform.State) error { ready(nowhere); return nil },
		},
		{
			PreConfig: func() {
				s.Insert(companies, acctest.Row{"name": "Holding"}) // the automation API is reached through a company
				gone(nowhere)
			},
			Config: env.ProviderConfig() + made,
		},
		{
			// The company is not initialized: the person who made it fills in its local currency.
			PreConfig: func() {
				rows := s.Rows(of(named("CRONUS 3"), "companyInformation"))
				if len(rows) == 0 {
					information(named("CRONUS 3"), acctest.Row{"currencyCode": "EUR"})
					return
				}
				s.set(of(named("CRONUS 3"), "companyInformation"), rows[0], acctest.Row{"currencyCode": "EUR"})
			},
			Config: guideFor(env, "bcsales_company.new.id") + made,
			Check:  func(*terraform.State) error { ready(named("CRONUS 3")); return nil },
		},
	}})
}
