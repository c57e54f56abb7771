# The state of one company.
locals {
  key     = coalesce(var.company, terraform.workspace)
  company = yamldecode(file("${path.module}/../companies.yaml"))[local.key]
}

data "bcsales_companies" "this" {
  name = local.company.name

  lifecycle {
    postcondition {
      condition     = length(self.companies) == 1
      error_message = "Business Central has no company named ${local.company.name}."
    }
  }
}

# The state of the environment makes this user, so that is applied first.
data "bcsales_system_users" "integration" {
  application_id = var.integration_application_id

  lifecycle {
    postcondition {
      condition     = length(self.system_users) == 1
      error_message = "The application ${var.integration_application_id} has no user yet: apply the environment first."
    }
  }
}

# A company that is to go is disconnected first, and then taken off the list.
module "company" {
  source = "../../modules/onboard-company"
  count  = try(local.company.connected, true) ? 1 : 0

  company_id             = data.bcsales_companies.this.companies[0].id
  company_name           = local.company.name
  dataverse_url          = var.dataverse_url
  integration_user_email = data.bcsales_system_users.integration.system_users[0].internal_email_address
  ownership_model        = try(local.company.ownership_model, null)
  couplings              = try(local.company.couplings, null)
  consent_acknowledged   = true
  sales                  = try(local.company.sales, null)
  synchronization        = try(local.company.synchronization, null)
}
