# Every id is known in the plan: it comes from a data source, and not from a resource that is imported in the same plan.

data "bcsales_system_users" "integration" {
  internal_email_address = var.integration_user_email

  lifecycle {
    postcondition {
      condition     = length(self.system_users) == 1
      error_message = "Dataverse has ${length(self.system_users)} users with the e-mail address ${var.integration_user_email}. Business Central finds its account by the address, so exactly one must have it."
    }
  }
}

locals {
  integration_user = data.bcsales_system_users.integration.system_users[0]
}

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
