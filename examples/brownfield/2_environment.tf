# What belongs to the environment.

import {
  for_each = local.solutions
  to       = bcsales_solution.this[each.key]
  id       = each.key
}

resource "bcsales_solution" "this" {
  for_each = local.solutions

  unique_name = each.key
}

import {
  to = bcsales_integration_user.this
  id = local.user.id
}

resource "bcsales_integration_user" "this" {
  application_id = local.user.application_id
}

import {
  for_each = local.user_roles
  to       = bcsales_security_role_assignment.integration_user[each.key]
  id       = "${local.user.id}/${each.key}"
}

resource "bcsales_security_role_assignment" "integration_user" {
  for_each = local.user_roles

  system_user_id = bcsales_integration_user.this.id
  role_id        = each.key
}
