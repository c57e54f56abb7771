# Copyright (c) The terraform-provider-bcsales Authors
# SPDX-License-Identifier: MPL-2.0

resource "bcsales_solution" "base" {
  file = "BASE"
}

resource "bcsales_solution" "sales" {
  file       = "SALES"
  depends_on = [bcsales_solution.base]
}

resource "bcsales_integration_user" "this" {
  application_id         = "0000001a-0000-4000-8000-000000000001"
  internal_email_address = "integration@contoso.example"
}

resource "bcsales_security_role_assignment" "user" {
  for_each       = toset(["a2b18661-9ff5-e911-a812-000d3a0b9028", "8c8d4f51-a72b-e511-80d9-3863bb349780", "6f960e32-a72b-e511-80d9-3863bb349780"])
  system_user_id = bcsales_integration_user.this.id
  role_id        = each.key
  depends_on     = [bcsales_solution.sales]
}

resource "bcsales_dataverse_company" "this" {
  company_id   = "000000cc-0000-4000-8000-000000000001"
  company_name = "CRONUS"
  depends_on   = [bcsales_solution.base]
}

resource "bcsales_security_role_assignment" "team" {
  for_each   = toset(["8c8d4f51-a72b-e511-80d9-3863bb349780", "6f960e32-a72b-e511-80d9-3863bb349780"])
  team_id    = bcsales_dataverse_company.this.team_id
  role_id    = each.key
  depends_on = [bcsales_solution.sales]
}

resource "bcsales_dataverse_connection_setup" "this" {
  company_id           = "000000cc-0000-4000-8000-000000000001"
  environment_url      = "DATAVERSE"
  user_name            = "integration@contoso.example"
  ownership_model      = "team"
  business_unit_id     = bcsales_dataverse_company.this.business_unit_id
  business_unit_name   = bcsales_dataverse_company.this.business_unit_name
  consent_acknowledged = true
  depends_on           = [bcsales_integration_user.this, bcsales_security_role_assignment.user, bcsales_security_role_assignment.team]
}

resource "bcsales_sales_connection_setup" "this" {
  company_id           = bcsales_dataverse_connection_setup.this.company_id
  business_central_url = "https://businesscentral.dynamics.com/contoso/Production"
}

resource "bcsales_salesperson_coupling" "this" {
  for_each = {
    JO = "000000d1-0000-4000-8000-000000000001"
    LT = "000000d1-0000-4000-8000-000000000002"
    OF = "000000d1-0000-4000-8000-000000000003"
  }
  company_id       = bcsales_sales_connection_setup.this.company_id
  salesperson_code = each.key
  system_user_id   = each.value
}

resource "bcsales_initial_synchronization" "this" {
  company_id       = bcsales_sales_connection_setup.this.company_id
  match_fields     = { CUSTOMER = ["E-Mail", "Name"] }
  create_unmatched = ["CUSTOMER"]
  depends_on       = [bcsales_salesperson_coupling.this]
}
