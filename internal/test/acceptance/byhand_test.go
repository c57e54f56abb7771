// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// handCompanies are the names of companies that somebody set up by hand.
var handCompanies = []string{
	"Adatum", "Bellows College", "Coho Winery", "Datum", "Fabrikam", "Graphic Design",
	"Humongous Insurance", "Lamna Healthcare", "Munson's Pickles", "Northwind Traders", "Proseware", "Relecloud",
}

// handEmail is the address of the account that the companies sign in with.
const handEmail = "business.central@contoso.example"

// byHand starts a tenant whose companies are connected already, each in its own way: half of them own records as a team and
// couple nobody, every third has shown item availability, every fourth has chosen match fields, every fourth has
// synchronized nothing, and the last uses a business
// unit that was there before. Nothing says that a configuration of the tests made it.
func byHand(t *testing.T, companies []string) *acctest.Env {
	t.Helper()
	env := integrated(t, tenantOf(t, companies, 2))
	unit := env.Insert(dataverseSet("businessunits"), acctest.Row{"name": "North", "_parentbusinessunitid_value": rootUnitID})["businessunitid"]
	var of strings.Builder
	for i, name := range companies {
		person := i%2 == 0
		couplings := "{}"
		if person {
			couplings = fmt.Sprintf("{ S01 = %q, S02 = %q }", tenantID("d1", i, 0), tenantID("d1", i, 1))
		}
		match := "null"
		if i%4 == 1 {
			match = `{ CUSTOMER = ["E-Mail", "Name"] }`
		}
		own := "null"
		if i == len(companies)-1 {
			own = fmt.Sprintf("%q", unit)
		}
		fmt.Fprintf(&of, "    %q = { id = %q, unit = %s, model = %q, availability = %t, couplings = %s, match = %s, synchronized = %t }\n",
			name, tenantCompanyID(i), own, map[bool]string{true: "person", false: "team"}[person], i%3 == 2, couplings, match, i%4 != 3)
	}
	config := env.ProviderIn("Production", `configuration_name = "somebody else"`) + fmt.Sprintf(`
locals {
  companies = {
%s  }
  roles = ["8c8d4f51-a72b-e511-80d9-3863bb349780", "6f960e32-a72b-e511-80d9-3863bb349780"]
}
resource "bcsales_integration_user" "this" {
  application_id         = %q
  internal_email_address = %q
}
resource "bcsales_security_role_assignment" "user" {
  for_each       = toset(concat(local.roles, ["a2b18661-9ff5-e911-a812-000d3a0b9028"]))
  system_user_id = bcsales_integration_user.this.id
  role_id        = each.key
}
resource "bcsales_dataverse_company" "this" {
  for_each         = local.companies
  company_id       = each.value.id
  company_name     = each.key
  business_unit_id = each.value.unit
}
resource "bcsales_security_role_assignment" "team_administrator" {
  for_each = local.companies
  team_id  = bcsales_dataverse_company.this[each.key].team_id
  role_id  = local.roles[0]
}
resource "bcsales_security_role_assignment" "team_user" {
  for_each = local.companies
  team_id  = bcsales_dataverse_company.this[each.key].team_id
  role_id  = local.roles[1]
}
resource "bcsales_dataverse_connection_setup" "this" {
  for_each             = local.companies
  company_id           = each.value.id
  environment_url      = %q
  user_name            = bcsales_integration_user.this.internal_email_address
  ownership_model      = each.value.model
  business_unit_id     = bcsales_dataverse_company.this[each.key].business_unit_id
  business_unit_name   = bcsales_dataverse_company.this[each.key].business_unit_name
  consent_acknowledged = true
  depends_on           = [bcsales_security_role_assignment.user, bcsales_security_role_assignment.team_administrator, bcsales_security_role_assignment.team_user]
}
resource "bcsales_sales_connection_setup" "this" {
  for_each          = local.companies
  company_id        = bcsales_dataverse_connection_setup.this[each.key].company_id
  item_availability = each.value.availability
}
resource "bcsales_salesperson_couplings" "this" {
  for_each   = local.companies
  company_id = bcsales_sales_connection_setup.this[each.key].company_id
  couplings  = each.value.couplings
}
resource "bcsales_initial_synchronization" "this" {
  for_each   = { for name, company in local.companies : name => company if company.synchronized }
  company_id   = bcsales_salesperson_couplings.this[each.key].company_id
  match_fields = each.value.match
}
`, of.String(), applicationID, handEmail, env.Emulator().URL())
	factories := map[string]inprocess.Factory{}
	maps.Copy(factories, env.Factories())
	carryOut(t, inprocess.NewWorkspace(factories), config, false)
	return env
}
