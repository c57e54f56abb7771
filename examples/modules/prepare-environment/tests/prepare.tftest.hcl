# Needs the emulator with the tenant of examples/complete/tests; see the README.md there.

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

run "prepares_with_the_solutions_that_are_there" {
  assert {
    condition     = output.solution_versions["bcbi_CdsBaseIntegration"] == "1.2.0.0"
    error_message = "An installed solution is recognized."
  }

  assert {
    condition     = length(bcsales_security_role_assignment.integration_user) == 3
    error_message = "The integration user has the three roles."
  }

  assert {
    condition     = startswith(output.integration_user_email, "bc-integration-0000001a@")
    error_message = "The address is made from the client id."
  }
}

run "changes_the_address" {
  variables {
    integration_user_email = "integration@contoso.example"
  }

  assert {
    condition     = output.integration_user_email == "integration@contoso.example"
    error_message = "The address is the configured one."
  }

  assert {
    condition     = output.integration_user_id == run.prepares_with_the_solutions_that_are_there.integration_user_id
    error_message = "The user stays the same."
  }
}
