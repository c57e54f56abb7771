// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestMembershipOutlivesTheState loses the state after coupling and membership were made, as an apply that is killed before it
// saves does: the next apply recognizes both by the mark of the coupling, and destroy ends the membership. One that was there
// before stays.
func TestMembershipOutlivesTheState(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, block := range map[string]string{
		"coupling": `resource "bcsales_salesperson_coupling" "this" {
  company_id        = bcsales_sales_connection_setup.this.company_id
  salesperson_code  = "S01"
  system_user_email = "seller01@adventureworks.example"
`,
		"couplings": `resource "bcsales_salesperson_couplings" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id
  couplings  = { S01 = "seller01@adventureworks.example" }
`,
	} {
		for before, was := range map[string]int{"made": 0, "there before": 1} {
			t.Run(name+", "+before, func(t *testing.T) {
				t.Parallel()
				env := sharedDataverse(t, 1, "Production")
				first := newParty(t, env, "Production", 0)
				first.must(first.apply())
				team := env.Find(dataverseSet("bcbi_companies"), "bcbi_externalid", tenantCompanyID(0))["_bcbi_defaultowningteam_value"]
				memberships := dataverseSet("teammemberships")
				if was == 1 {
					env.Insert(memberships, acctest.Row{"teamid": team, "systemuserid": tenantID("d1", 0, 0)})
				}
				first.sales = "}\n" + block
				first.must(first.apply())
				if n := len(env.Rows(memberships)); n != 1 {
					t.Fatalf("%d memberships", n)
				}
				second := newParty(t, env, "Production", 0)
				second.sales = first.sales
				second.must(second.apply())
				second.settled()
				second.must(second.destroy())
				if n := len(env.Rows(memberships)); n != was {
					t.Errorf("destroy left %d memberships, want %d", n, was)
				}
			})
		}
	}
}
