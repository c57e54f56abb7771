# Once for the environment.
module "prepare_environment" {
  source = "../modules/prepare-environment"

  providers = {
    bcsales               = bcsales
    bcsales.administrator = bcsales.administrator
  }

  integration_application_id = var.integration_application_id
  base_solution_file         = var.base_solution_file
  sales_solution_file        = var.sales_solution_file
  companion_app_file         = var.companion_app_file

  deletion_policies = {
    integration_user = var.deletion_policies.integration_user
    solutions        = var.deletion_policies.solutions
    companion_app    = var.deletion_policies.companion_app
  }
}

data "bcsales_companies" "all" {
  lifecycle {
    postcondition {
      condition     = length(setsubtract(keys(var.companies), self.companies[*].name)) == 0
      error_message = "Business Central has no company named ${join(", ", setsubtract(keys(var.companies), self.companies[*].name))}. It has ${join(", ", self.companies[*].name)}."
    }
  }
}

locals {
  companies = {
    for name, company in var.companies : name => {
      ownership_model = try(company.ownership_model, "person")
      couplings       = try(company.couplings, tomap({}))
      uncoupled       = try(company.uncoupled, toset([]))
      synchronize     = try(company.synchronize, true)
    } if contains(keys(local.company_ids), name) # a destroy goes on without a company that was deleted or renamed
  }

  company_ids = { for company in data.bcsales_companies.all.companies : company.name => company.id }
}

# Once for each company.
module "company" {
  source   = "../modules/onboard-company"
  for_each = local.companies

  company_id             = local.company_ids[each.key]
  company_name           = each.key
  dataverse_url          = var.dataverse_url
  integration_user_email = module.prepare_environment.integration_user_email
  ownership_model        = each.value.ownership_model
  couplings              = local.couplings[each.key]
  consent_acknowledged   = true
  deletion_policy        = var.deletion_policies.companies
  check_readiness        = var.check_readiness

  synchronization = {
    enabled          = each.value.synchronize
    match_fields     = var.match_fields
    create_unmatched = var.create_unmatched
  }
}
