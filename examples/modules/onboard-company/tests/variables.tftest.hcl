# What the module refuses before any request. Needs TF_VAR_dataverse_url, the address that the provider works on.

provider "bcsales" {}

variables {
  company_id             = "000000cc-0000-4000-8000-000000000001"
  company_name           = "CRONUS"
  integration_user_email = "integration@contoso.example"
  consent_acknowledged   = true
}

run "refuses_what_cannot_work" {
  command = plan

  variables {
    company_id             = "CRONUS"
    company_name           = "CRONUS International Limited Company"
    dataverse_url          = "http://contoso.crm4.dynamics.com"
    integration_user_email = "integration"
    ownership_model        = "everybody"
    deletion_policy        = "uninstall"
  }

  expect_failures = [
    var.company_id, var.company_name, var.dataverse_url, var.integration_user_email, var.ownership_model, var.deletion_policy,
  ]
}

run "refuses_without_consent" {
  command = plan

  variables {
    consent_acknowledged = false
  }

  expect_failures = [var.consent_acknowledged]
}

run "refuses_one_user_for_two_salespeople" {
  command = plan

  variables {
    couplings = { JO = "jim.olive@contoso.example", LT = "Jim.Olive@contoso.example" }
  }

  expect_failures = [var.couplings]
}

run "refuses_settings_that_exclude_each_other" {
  command = plan

  variables {
    sales = { legacy_sales_orders = true, bidirectional_sales_orders = true }
  }

  expect_failures = [var.sales]
}
