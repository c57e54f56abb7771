data "bcsales_companies" "all" {
  lifecycle {
    postcondition {
      condition     = length(setsubtract(keys(local.listed), self.companies[*].name)) == 0
      error_message = "Business Central has no company named ${join(", ", setsubtract(keys(local.listed), self.companies[*].name))}. It has ${join(", ", self.companies[*].name)}."
    }
  }
}

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

  listed = yamldecode(file("${path.module}/companies.yaml"))
  ids    = { for company in data.bcsales_companies.all.companies : company.name => company.id }

  companies = {
    for name, company in local.listed : name => {
      id              = local.ids[name]
      ownership_model = try(company.ownership_model, null)
      sales           = try(company.sales, null)
      couplings       = try(company.couplings, null)
      synchronization = try(company.synchronization, null)
      team            = try(company.team, "BCI - ${provider::bcsales::business_unit_name(name, local.ids[name])}")
    }
  }
}

module "prepare_environment" {
  source = "../modules/prepare-environment"

  providers = {
    bcsales               = bcsales
    bcsales.administrator = bcsales.administrator
  }

  integration_application_id = local.integration_user.application_id
  integration_user_email     = var.integration_user_email
}

module "company" {
  source   = "../modules/onboard-company"
  for_each = local.companies

  company_id             = each.value.id
  company_name           = each.key
  dataverse_url          = var.dataverse_url
  integration_user_email = module.prepare_environment.integration_user_email
  ownership_model        = each.value.ownership_model
  couplings              = each.value.couplings
  consent_acknowledged   = true
  sales                  = each.value.sales
  synchronization        = each.value.synchronization
}
