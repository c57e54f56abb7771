// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// renaming is one thing that another administrator renames below a configuration that does not change.
type renaming struct {
	// more are resources beside those of the party.
	more string
	// edit changes the party's configuration.
	edit   func(config string) string
	rename func(p *party)
	// empty says that the plan is empty afterwards: what was renamed is followed. Otherwise it is applied.
	empty bool
	// refused is what the apply says where only the configuration, or Business Central, can bring it in line.
	refused []string
	// after holds when the plan is empty again.
	after func(p *party)
}

// TestRenamed renames what another administrator can rename. No plan fails: what was renamed is followed, or a plan shows it and
// the apply repairs it; afterwards the plan is empty, the company is connected, and destroy leaves nothing.
func TestRenamed(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	setIn := func(set, column string, value any, changes acctest.Row) func(p *party) {
		return func(p *party) { p.patch(dataverseSet(set), column, value, changes) }
	}
	own := "Adventure Works (" + tenantCompanyID(0) + ")"
	const seller = "seller01@adventureworks.example"
	userRenamed := setIn("systemusers", "internalemailaddress", seller, acctest.Row{"internalemailaddress": "married@adventureworks.example"})
	for name, tc := range map[string]renaming{
		"the company's own unit": {
			rename: setIn("businessunits", "name", own, acctest.Row{"name": "Sales Europe"}),
			after: func(p *party) {
				p.env.Find(dataverseSet("businessunits"), "name", own)
				p.env.Find(dataverseSet("teams"), "name", "BCI - "+own)
			},
		},
		"the company's own unit, keeping the id": {
			rename: setIn("businessunits", "name", own, acctest.Row{"name": "Europe (" + tenantCompanyID(0) + ")"}),
			after: func(p *party) {
				p.env.Find(dataverseSet("businessunits"), "name", "Europe ("+tenantCompanyID(0)+")")
			},
		},
		"a unit of the configuration": {
			edit: func(config string) string {
				return strings.NewReplacer("consent_acknowledged = true", "consent_acknowledged = true\n  ownership_model = \"team\"",
					"company_name = \"Adventure Works\"", "company_name = \"Adventure Works\"\n  business_unit_id = \""+otherUnit+"\"").Replace(config)
			},
			rename: setIn("businessunits", "businessunitid", otherUnit, acctest.Row{"name": "Sales Europe"}),
			after:  func(p *party) { p.env.Find(dataverseSet("businessunits"), "name", "Sales Europe") },
		},
		"the owning team": {
			rename: setIn("teams", "name", "BCI - "+own, acctest.Row{"name": "Sellers"}),
			after:  func(p *party) { p.env.Find(dataverseSet("teams"), "name", "Sellers") },
			empty:  true,
		},
		"the integration user": {
			rename: func(p *party) {
				p.patch(dataverseSet("systemusers"), "applicationid", applicationID, acctest.Row{"internalemailaddress": "erp@contoso.example", "fullname": "ERP"})
			},
			after: func(p *party) {
				for _, row := range p.setups(p.environment) {
					if row["userName"] != "erp@contoso.example" {
						p.t.Errorf("a setup names %v", row["userName"])
					}
				}
			},
		},
		"the company in Business Central, as displayed": {
			rename: func(p *party) {
				p.patch(acctest.Set{API: acctest.BusinessCentral, Name: "companies", Environment: p.environment}, "id", p.companyID(), acctest.Row{"displayName": "AW"})
			},
			empty: true,
		},
		"a solution": {
			rename: setIn("solutions", "uniquename", "MicrosoftDynamicsNavIntegration", acctest.Row{"friendlyname": "Navision"}),
			empty:  true,
		},
		"a security role": {
			more: `resource "bcsales_security_role_assignment" "named" {
  system_user_id = "` + tenantID("d1", 0, 0) + `"
  role_name      = "Dynamics 365 Business Central Integration User"
}`,
			rename: func(p *party) {
				for _, role := range p.env.Rows(dataverseSet("roles")) {
					if role["name"] == "Dynamics 365 Business Central Integration User" {
						p.env.Patch(dataverseSet("roles"), fmt.Sprint(role["roleid"]), acctest.Row{"name": "ERP User"})
					}
				}
			},
			empty: true,
		},
		"a company of the configuration": {
			more: "resource \"bcsales_company\" \"other\" {\n  name = \"Fabrikam\"\n}\n",
			rename: func(p *party) {
				p.patch(acctest.Set{API: acctest.BusinessCentral, Name: "companies", Environment: p.environment}, "name", "Fabrikam", acctest.Row{"name": "Fabrikam Europe"})
			},
			empty: true,
			after: func(p *party) {
				p.said("plan", "The company was renamed in Business Central", `Set name to "Fabrikam Europe"`)
			},
		},
		"a table mapping": {
			more: `resource "bcsales_table_mapping" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id
  name       = "CUSTOMER"
}`,
			rename: func(p *party) {
				p.patch(acctest.Set{API: acctest.BusinessCentral, Name: "tableMappings", Company: p.companyID(), Environment: p.environment}, "name", "CUSTOMER", acctest.Row{"name": "CLIENT"})
			},
			refused: []string{"There is no such table mapping", "has no table mapping CUSTOMER", "somebody has deleted or renamed the mapping", "bcsales_reset_configuration"},
		},
		"a coupled user": {
			more: `resource "bcsales_salesperson_coupling" "one" {
  company_id        = bcsales_sales_connection_setup.this.company_id
  salesperson_code  = "S01"
  system_user_email = "` + seller + `"
}`,
			rename: userRenamed,
			empty:  true,
		},
		"a coupled user of a map": {
			more: `resource "bcsales_salesperson_couplings" "all" {
  company_id = bcsales_sales_connection_setup.this.company_id
  couplings  = { S01 = "` + seller + `" }
}`,
			rename: userRenamed,
			empty:  true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := sharedDataverse(t, 1, "Production")
			env.Insert(dataverseSet("businessunits"), acctest.Row{"businessunitid": otherUnit, "name": "Sales", "_parentbusinessunitid_value": rootUnitID})
			p := newParty(t, env, "Production", 0)
			p.owner = `deletion_policy = "delete"`
			config := p.config() + tc.more
			if tc.edit != nil {
				config = tc.edit(config)
			}
			carryOut(t, p.w, config, false)
			tc.rename(p)
			plan, err := p.w.Plan(t.Context(), config, inprocess.Mode{})
			p.must(err)
			if plan.Empty() != tc.empty {
				t.Errorf("the plan is empty: %v", plan.Empty())
			}
			if tc.refused != nil {
				p.refused(p.w.Apply(t.Context(), plan), tc.refused...)
				return
			}
			p.must(p.w.Apply(t.Context(), plan))
			plan, err = p.w.Plan(t.Context(), config, inprocess.Mode{})
			p.must(err)
			if !plan.Empty() {
				t.Error("the next plan is not empty")
			}
			p.connected()
			if tc.after != nil {
				tc.after(p)
			}
			carryOut(t, p.w, config, true)
			env.Delete(dataverseSet("businessunits"), otherUnit)
			nothingLeft(t, env)
		})
	}
}

const otherUnit = "000000b5-0000-4000-8000-000000000001"

// patch changes the one row with the value.
func (p *party) patch(set acctest.Set, column string, value any, changes acctest.Row) {
	p.t.Helper()
	row := p.env.Find(set, column, value)
	key := map[string]string{"businessunits": "businessunitid", "teams": "teamid", "systemusers": "systemuserid", "solutions": "solutionid", "companies": "id", "tableMappings": "id"}[set.Name]
	p.env.Patch(set, fmt.Sprint(row[key]), changes)
}
