# Needs the emulator with the tenant of examples/complete/tests, and TF_VAR_dataverse_url; see the README.md there.

provider "bcsales" {}

provider "bcsales" {
  alias = "administrator"
}

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

run "prepare" {
  module {
    source = "../prepare-environment"
  }

  providers = {
    bcsales               = bcsales
    bcsales.administrator = bcsales.administrator
  }

  variables {
    integration_application_id = "0000001a-0000-4000-8000-000000000001"
  }
}

run "connects_without_synchronization" {
  variables {
    integration_user_email = run.prepare.integration_user_email
    couplings              = { JO = "jim.olive@contoso.example" }
    sales                  = { item_availability = true }
    synchronization        = { enabled = false }
    deletion_policy        = "delete"
  }

  assert {
    condition     = bcsales_dataverse_connection_setup.this.enabled && bcsales_sales_connection_setup.this.enabled
    error_message = "Both connections are enabled."
  }

  assert {
    condition     = bcsales_sales_connection_setup.this.item_availability
    error_message = "The settings of the Sales connection are applied."
  }

  assert {
    condition     = output.synchronization == null
    error_message = "Nothing was synchronized."
  }
}

run "synchronizes_later" {
  variables {
    integration_user_email = run.prepare.integration_user_email
    couplings              = { JO = "jim.olive@contoso.example", LT = "lina.townsend@contoso.example" }
    sales                  = { item_availability = true }
  }

  assert {
    condition     = output.synchronization["CUSTOMER"].inserted == 1
    error_message = "The customer is made in Sales."
  }

  assert {
    condition     = output.company_id == run.connects_without_synchronization.company_id && output.team_id == run.connects_without_synchronization.team_id
    error_message = "Nothing is made anew."
  }
}
