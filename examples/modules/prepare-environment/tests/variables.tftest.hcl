# What the module refuses before any request.

provider "bcsales" {}

provider "bcsales" {
  alias = "administrator"
}

variables {
  integration_application_id = "0000001a-0000-4000-8000-000000000001"
}

run "refuses_what_is_no_client_id" {
  command = plan

  variables {
    integration_application_id = "Business Central integration"
  }

  expect_failures = [var.integration_application_id]
}

run "refuses_other_packages" {
  command = plan

  variables {
    base_solution_file  = "solution.cab"
    sales_solution_file = "solution.app"
    companion_app_file  = "extension.zip"
  }

  expect_failures = [var.base_solution_file, var.sales_solution_file, var.companion_app_file]
}

run "refuses_unknown_deletion_policies" {
  command = plan

  variables {
    deletion_policies = { integration_user = "uninstall", solutions = "delete" }
  }

  expect_failures = [var.deletion_policies]
}
