# Every id is known in the plan: it comes from a data source, and not from a resource that is imported in the same plan.

import {
  to = module.prepare_environment.bcsales_solution.base
  id = "bcbi_CdsBaseIntegration"
}

import {
  to = module.prepare_environment.bcsales_solution.sales
  id = "MicrosoftDynamicsNavIntegration"
}

import {
  to = module.prepare_environment.bcsales_integration_user.this
  id = local.integration_user.id
}

import {
  for_each = provider::bcsales::integration_roles()
  to       = module.prepare_environment.bcsales_security_role_assignment.integration_user[each.key]
  id       = "${local.integration_user.id}/${each.value}"
}
