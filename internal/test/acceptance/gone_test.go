// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestCompanyGone deletes a connected company in Business Central: the plan refuses to make anything of it again with one
// error, and destroying it, or taking it out of the configuration, removes what it left in Dataverse.
func TestCompanyGone(t *testing.T) {
	t.Parallel()
	for name, removed := range acctest.SampleOf(map[string]inprocess.Mode{"destroyed": {Destroy: true}, "removed from the configuration": {}}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := sharedDataverse(t, 2, "Production")
			p := newParty(t, env, "Production", 0)
			p.owner, p.user = `deletion_policy = "delete"`, `deletion_policy = "delete"`
			config := p.config() + `
resource "bcsales_table_mapping" "customer" {
  company_id                       = bcsales_sales_connection_setup.this.company_id
  name                             = "CUSTOMER"
  synchronize_only_coupled_records = true
}
resource "bcsales_salesperson_couplings" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id
  couplings  = {}
}
resource "bcsales_initial_synchronization" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id
  mappings   = ["CURRENCY"]
}
`
			before := everything(env)
			carryOut(t, p.w, config, false)
			p.connected()

			env.Delete(acctest.Set{API: acctest.BusinessCentral, Name: "companies", Environment: "Production"}, p.companyID())
			for range 2 { // nothing is forgotten by the refusal
				_, err := p.w.Plan(t.Context(), config, inprocess.Mode{})
				p.refused(err, "The company is gone", "no longer has the company "+p.companyID(), "terraform destroy", "set company_id")
				if n := strings.Count(err.Error(), "What to do"); n != 1 {
					t.Errorf("%d errors: %v", n, err)
				}
			}
			config = p.provider()
			carryOut(t, p.w, config, removed.Destroy)
			if n := len(p.links()); n != 0 {
				t.Errorf("%d links are left", n)
			}
			for _, set := range []string{"bcbi_companies", "teams", "businessunits", "systemusers"} {
				if was, is := len(before["dataverse/"+set]), len(env.Rows(dataverseSet(set))); was != is {
					t.Errorf("%s has %d rows, and had %d before", set, is, was)
				}
			}
		})
	}
}

// TestCompanyOfTheSameName deletes a company of which another one took the name: destroy leaves that one's link.
func TestCompanyOfTheSameName(t *testing.T) {
	t.Parallel()
	env := sharedDataverse(t, 2, "Production")
	p := newParty(t, env, "Production", 0)
	p.must(p.apply())
	renumber(env, "Production")
	p.must(p.destroy())
	if n := len(p.links()); n != 1 {
		t.Errorf("%d links are left, want that of the other company", n)
	}
	p.said("apply", "Left in place: the link of Sales to the company", "is called "+tenantCompanies[0]+" too")
}
