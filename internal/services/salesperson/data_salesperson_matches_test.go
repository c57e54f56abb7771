// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package salesperson_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	userJim = "000000d1-0000-4000-8000-000000000001"
	userBen = "000000d1-0000-4000-8000-000000000004"
	otis    = "000000ce-0000-4000-8000-000000000003"
)

func inCompany(set string) acctest.Set {
	return acctest.Set{API: acctest.BusinessCentral, Name: set, Company: cronus}
}

func TestMatches_dataSource(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	users := acctest.Set{API: acctest.Dataverse, Name: "systemusers"}
	env.Insert(inCompany("salespeoplePurchasers"), acctest.Row{"code": "J2", "displayName": "Jim's twin", "email": "JIM.OLIVE@contoso.example"})
	env.Insert(inCompany("salespeoplePurchasers"), acctest.Row{"code": "ZZ", "displayName": "No mail"})
	env.Patch(inCompany("salespeoplePurchasers"), otis, acctest.Row{"blocked": true})
	env.Patch(users, userBen, acctest.Row{"isdisabled": true})
	source := func(lines string) string {
		return env.ProviderConfig() + `
data "bcsales_salesperson_matches" "this" {
  company_id = "` + cronus + `"
  ` + lines + `
}
`
	}
	const name = "data.bcsales_salesperson_matches.this"
	is := func(key, value string) resource.TestCheckFunc {
		return resource.TestCheckResourceAttr(name, key, value)
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: source(""), Check: resource.ComposeAggregateTestCheckFunc(
				is("couplings.%", "2"), is("couplings.LT", "000000d1-0000-4000-8000-000000000002"), is("couplings.HR", "000000d1-0000-4000-8000-000000000005"),
				is("matches.#", "2"), is("matches.0.salesperson_code", "HR"), is("matches.1.full_name", "Lina Townsend"),
				is("ambiguous.#", "1"), is("ambiguous.0.email", "jim.olive@contoso.example"), is("ambiguous.0.salesperson_codes.#", "2"), is("ambiguous.0.system_user_ids.0", userJim),
				is("unmatched_salespeople.#", "2"), is("unmatched_salespeople.0.salesperson_code", "BC"), is("unmatched_salespeople.1.salesperson_code", "ZZ"),
				is("unmatched_users.#", "2"), is("unmatched_users.0.full_name", "Ada Admin"), is("unmatched_users.1.full_name", "Otis Falls"),
			)},
			{Config: source("include_blocked = true"), Check: resource.ComposeAggregateTestCheckFunc(is("couplings.%", "3"), is("couplings.OF", "000000d1-0000-4000-8000-000000000003"))},
		},
	})
}

// TestMatches_feedCouplings gives the pairs to the resource with many couplings, and to for_each of the single one.
func TestMatches_feedCouplings(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	source := env.ProviderConfig() + `
data "bcsales_salesperson_matches" "this" {
  company_id = "` + cronus + `"
}
`
	many := source + `
resource "bcsales_salesperson_couplings" "this" {
  company_id         = "` + cronus + `"
  couplings          = data.bcsales_salesperson_matches.this.couplings
  add_to_owning_team = false
}
`
	each := source + `
resource "bcsales_salesperson_coupling" "this" {
  for_each           = data.bcsales_salesperson_matches.this.couplings
  company_id         = "` + cronus + `"
  salesperson_code   = each.key
  system_user_id     = each.value
  add_to_owning_team = false
}

output "coupled" {
  value = length(bcsales_salesperson_coupling.this)
}
`
	coupled := func(want int) func() {
		return func() {
			if got := len(env.Rows(inCompany("recordCouplings"))); got != want {
				t.Errorf("%d couplings, wanted %d", got, want)
			}
		}
	}
	acctest.OnlyTerraform(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: many},
			{PreConfig: coupled(5), Config: many, PlanOnly: true},
			{Config: source},
			{PreConfig: coupled(0), Config: each},
			{PreConfig: coupled(5), Config: each, PlanOnly: true},
			{Config: source}, // the harness cannot read a last state with for_each
		},
	})
}
