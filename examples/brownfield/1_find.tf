# Find the company, the account that Business Central signs in with, the solutions, and the salespeople and
# users with the same e-mail address.

data "bcsales_companies" "all" {
  lifecycle {
    postcondition {
      condition     = contains(self.companies[*].name, var.company_name)
      error_message = "Business Central has no company named ${var.company_name}. It has ${join(", ", self.companies[*].name)}."
    }
  }
}

data "bcsales_solutions" "managed" {
  is_managed = true
}

data "bcsales_system_users" "integration" {
  internal_email_address = var.integration_user_email
}

data "bcsales_salesperson_matches" "this" {
  company_id = local.company.id
}

locals {
  company     = one([for company in data.bcsales_companies.all.companies : company if company.name == var.company_name])
  user        = one(data.bcsales_system_users.integration.system_users)
  solutions   = toset(["bcbi_CdsBaseIntegration", "MicrosoftDynamicsNavIntegration"])
  user_roles  = toset(values(provider::bcsales::integration_roles()))
  owner_roles = setsubtract(local.user_roles, [provider::bcsales::integration_roles().base])
}

output "found" {
  description = "The objects that the import blocks refer to."
  value = {
    company          = local.company
    integration_user = local.user
    solutions        = { for solution in data.bcsales_solutions.managed.solutions : solution.unique_name => solution.version if contains(local.solutions, solution.unique_name) }
    not_matched      = data.bcsales_salesperson_matches.this.unmatched_salespeople[*].salesperson_code
  }
}
