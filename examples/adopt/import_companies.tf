# The owning teams of all companies, in one request.
data "bcsales_teams" "owners" {
  default = false
}

locals {
  team_ids   = { for team in data.bcsales_teams.owners.teams : team.name => team.id if startswith(team.name, "BCI - ") }
  team_roles = { for name, id in provider::bcsales::integration_roles() : name => id if name != "base" }
}

# Most objects of a company are imported by the company's id.

import {
  for_each = local.companies
  to       = module.company[each.key].bcsales_dataverse_company.this
  id       = each.value.id
}

import {
  for_each = merge([
    for name, company in local.companies : {
      for role, id in local.team_roles : "${name}/${role}" => { company = name, role = role, id = "${local.team_ids[company.team]}/${id}" }
    }
  ]...)
  to = module.company[each.value.company].bcsales_security_role_assignment.team[each.value.role]
  id = each.value.id
}

import {
  for_each = local.companies
  to       = module.company[each.key].bcsales_dataverse_connection_setup.this
  id       = each.value.id
}

import {
  for_each = local.companies
  to       = module.company[each.key].bcsales_sales_connection_setup.this
  id       = each.value.id
}

import {
  for_each = local.companies
  to       = module.company[each.key].bcsales_salesperson_couplings.this
  id       = each.value.id
}

# Without this block, the data would be synchronized from the beginning.
import {
  for_each = { for name, company in local.companies : name => company if try(company.synchronization.enabled, true) }
  to       = module.company[each.key].bcsales_initial_synchronization.this[0]
  id       = each.value.id
}
