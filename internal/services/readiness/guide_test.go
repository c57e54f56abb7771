// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	cronus        = "000000cc-0000-4000-8000-000000000001"
	applicationID = "0000001a-0000-4000-8000-000000000001"
	userJim       = "000000d1-0000-4000-8000-000000000001"
	userLina      = "000000d1-0000-4000-8000-000000000002"
	userOtis      = "000000d1-0000-4000-8000-000000000003"
	userFormer    = "000000d1-0000-4000-8000-0000000000f0"
	personOtis    = "000000ce-0000-4000-8000-000000000003"
	rootUnit      = "000000b0-0000-4000-8000-000000000001"
	customerFirst = "000000cf-0000-4000-8000-000000000001"
	licenseSales  = "8f0c3b1a-4f8b-4b6e-9d38-6d1f0c0de365"
	accountJim    = "000000a1-0000-4000-8000-000000000001"
	companionID   = "6f0b6a2e-3c56-4f0e-9b8f-6d1f4c2a7e90"
	nowhere       = "000000ee-0000-4000-8000-0000000000ff"

	baseRole           = "a2b18661-9ff5-e911-a812-000d3a0b9028"
	administratorRole  = "8c8d4f51-a72b-e511-80d9-3863bb349780"
	userRole           = "6f960e32-a72b-e511-80d9-3863bb349780"
	adminTemplate      = "627090ff-40a3-4053-8790-584edc5be201"
	customizerTemplate = "119f245c-3cc8-4b62-b31c-d1a046ced15d"
)

// guide installs the solutions and returns the configuration of the whole guide for the demo company, with the ownership
// model Person.
func guide(env *acctest.Env) string {
	for name, version := range map[string]string{"bcbi_CdsBaseIntegration": "2.0.0.0", "MicrosoftDynamicsNavIntegration": "2.0.0.0"} {
		env.Insert(inDataverse("solutions"), acctest.Row{"uniquename": name, "friendlyname": name, "version": version, "ismanaged": true})
	}
	return guideFor(env, fmt.Sprintf("%q", cronus))
}

// guideFor returns the guide's configuration for the company that an expression gives the id of.
func guideFor(env *acctest.Env, company string) string {
	var roles strings.Builder
	assigned := []string{baseRole, administratorRole, userRole, administratorRole, userRole}
	names := make([]string, 0, len(assigned))
	for i, id := range assigned {
		principal := "system_user_id = bcsales_integration_user.this.id"
		if i > 2 {
			principal = "team_id = bcsales_dataverse_company.this.team_id"
		}
		fmt.Fprintf(&roles, "resource \"bcsales_security_role_assignment\" \"role%d\" {\n  %s\n  role_id = %q\n}\n\n", i, principal, id)
		names = append(names, fmt.Sprintf("bcsales_security_role_assignment.role%d", i))
	}
	return env.ProviderConfig() + fmt.Sprintf(`
resource "bcsales_integration_user" "this" {
  application_id         = %[1]q
  internal_email_address = "integration@contoso.example"
}

%[4]s
resource "bcsales_dataverse_company" "this" {
  company_id   = %[2]s
  company_name = "CRONUS"
}

resource "bcsales_dataverse_connection_setup" "this" {
  company_id           = bcsales_dataverse_company.this.company_id
  environment_url      = %[3]q
  user_name            = bcsales_integration_user.this.internal_email_address
  ownership_model      = "person"
  business_unit_id     = bcsales_dataverse_company.this.business_unit_id
  business_unit_name   = bcsales_dataverse_company.this.business_unit_name
  consent_acknowledged = true
  depends_on           = [%[5]s]
}

resource "bcsales_sales_connection_setup" "this" {
  company_id = bcsales_dataverse_connection_setup.this.company_id
}

data "bcsales_salesperson_matches" "this" {
  company_id = %[2]s
}

resource "bcsales_salesperson_couplings" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id
  couplings  = data.bcsales_salesperson_matches.this.couplings
}

resource "bcsales_initial_synchronization" "this" {
  company_id = bcsales_salesperson_couplings.this.company_id
}
`, applicationID, company, env.Emulator().URL(), roles.String(), strings.Join(names, ", "))
}
