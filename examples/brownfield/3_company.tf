# What belongs to the company. Its objects are imported by the company's id.

import {
  to = bcsales_dataverse_company.this
  id = local.company.id
}

resource "bcsales_dataverse_company" "this" {
  company_id   = local.company.id
  company_name = local.company.name
}

import {
  for_each = local.owner_roles
  to       = bcsales_security_role_assignment.team[each.key]
  id       = "${bcsales_dataverse_company.this.team_id}/${each.key}"
}

resource "bcsales_security_role_assignment" "team" {
  for_each = local.owner_roles

  team_id = bcsales_dataverse_company.this.team_id
  role_id = each.key
}

import {
  to = bcsales_dataverse_connection_setup.this
  id = local.company.id
}

resource "bcsales_dataverse_connection_setup" "this" {
  company_id = local.company.id

  environment_url      = var.dataverse_url
  user_name            = bcsales_integration_user.this.internal_email_address
  ownership_model      = var.ownership_model
  business_unit_id     = bcsales_dataverse_company.this.business_unit_id
  business_unit_name   = bcsales_dataverse_company.this.business_unit_name
  consent_acknowledged = true

  depends_on = [bcsales_security_role_assignment.team]
}

import {
  to = bcsales_sales_connection_setup.this
  id = local.company.id
}

resource "bcsales_sales_connection_setup" "this" {
  company_id = bcsales_dataverse_connection_setup.this.company_id
}

import {
  to = bcsales_salesperson_couplings.this
  id = local.company.id
}

resource "bcsales_salesperson_couplings" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id
  couplings  = data.bcsales_salesperson_matches.this.couplings
}

# Without this import block, the data would be synchronized from the beginning.
import {
  to = bcsales_initial_synchronization.this
  id = local.company.id
}

resource "bcsales_initial_synchronization" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id

  depends_on = [bcsales_salesperson_couplings.this]
}
