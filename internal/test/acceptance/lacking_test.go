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

// TestLackingIsNamedTogether applies resources that lack several things. The plan is no error, because the same run may bring
// them; the apply names all of them before it writes anything.
func TestLackingIsNamedTogether(t *testing.T) {
	t.Parallel()
	const nobody = "000000ee-0000-4000-8000-0000000000ff"
	for name, tc := range map[string]struct {
		prepare func(env *acctest.Env)
		block   string
		named   []string
	}{
		"security role assignment": {
			block: `resource "bcsales_security_role_assignment" "this" {
  system_user_id = "` + nobody + `"
  role_name      = "Nobody's Role"
}`,
			named: []string{"There is no such user", "There is no such security role"},
		},
		"team membership": {
			block: `resource "bcsales_team_membership" "this" {
  team_id        = "` + nobody + `"
  system_user_id = "` + nobody + `"
}`,
			named: []string{"There is no such team", "There is no such user"},
		},
		"permission set assignment": {
			block: `resource "bcsales_permission_set_assignment" "this" {
  company_id        = "` + nobody + `"
  user_security_id  = "` + nobody + `"
  permission_set_id = "NOBODYS"
}`,
			named: []string{"There is no such company", "There is no such user", "There is no such permission set"},
		},
		"salesperson coupling": {
			block: `resource "bcsales_salesperson_coupling" "this" {
  company_id        = "` + tenantCompanyID(0) + `"
  salesperson_code  = "ZZ"
  system_user_email = "nobody@contoso.example"
}`,
			named: []string{"There is no such salesperson", "There is no such user in Dataverse", "The company has no owning team yet"},
		},
		"salesperson couplings": {
			block: `resource "bcsales_salesperson_couplings" "this" {
  company_id = "` + tenantCompanyID(0) + `"
  couplings  = { ZZ = "nobody@contoso.example", S01 = "somebody@contoso.example" }
}`,
			named: []string{"has no salesperson with the code ZZ", "nobody@contoso.example", "somebody@contoso.example", "The company has no owning team yet"},
		},
		"Dataverse company": {
			block: `resource "bcsales_dataverse_company" "this" {
  company_id       = "` + tenantCompanyID(0) + `"
  company_name     = "Adventure Works"
  business_unit_id = "` + nobody + `"
}`,
			named: []string{"The base integration solution is not imported", "There is no such business unit"},
		},
		"solution": {
			prepare: func(env *acctest.Env) {
				var reader any
				for _, role := range env.Rows(dataverseSet("roles")) {
					if role["name"] == "Basic User" && role["_businessunitid_value"] == rootUnitID {
						reader = role["roleid"]
					}
				}
				links := dataverseSet("systemuserrolescollection")
				for i, link := range env.Rows(links) {
					env.Delete(links, fmt.Sprint(link["systemuserroleid"]))
					if i == 0 {
						env.Insert(links, acctest.Row{"systemuserid": link["systemuserid"], "roleid": reader})
					}
				}
			},
			block: `resource "bcsales_solution" "this" {
  unique_name = "Nobodys"
  file        = "nowhere.zip"
}`,
			named: []string{"The solution Nobodys is not installed", "Installing a solution needs System Administrator", "System Customizer too"},
		},
		"Dataverse connection setup": {
			block: `resource "bcsales_dataverse_connection_setup" "this" {
  company_id           = "` + tenantCompanyID(0) + `"
  environment_url      = "ENVIRONMENT"
  user_name            = "nobody@contoso.example"
  business_unit_id     = "` + nobody + `"
  business_unit_name   = "Adventure Works (` + tenantCompanyID(0) + `)"
  consent_acknowledged = true
}`,
			named: []string{"There is no user with this e-mail address", "The base integration solution is not installed"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := lackingParty(t)
			if tc.prepare != nil {
				tc.prepare(p.env)
			}
			config := p.provider() + strings.ReplaceAll(tc.block, "ENVIRONMENT", p.env.Emulator().URL())
			plan, err := p.w.Plan(t.Context(), config, inprocess.Mode{})
			p.must(err)
			before := everything(p.env)
			p.refused(p.w.Apply(t.Context(), plan), tc.named...)
			if diff := compare(before, everything(p.env)).lines(); len(diff) != 0 {
				t.Errorf("something was written: %v", diff)
			}
		})
	}
}

// lackingParty has a Business Central with the companion extension, and a Dataverse without solutions.
func lackingParty(t *testing.T) *party {
	t.Helper()
	seed := strings.Replace(tenant(t, 1, 1), `"companion":null`, `"companion":"1.1.0.0"`, 1)
	return newParty(t, acctest.New(t, acctest.WithSeed(seed), acctest.WithEnvironments("Production")), "Production", 0)
}
