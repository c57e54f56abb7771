# Needs the emulator with the tenant of examples/complete/tests; see examples/complete/README.md.

run "prepares_with_the_solutions_that_are_there" {
  module {
    source = "./tests/fixture"
  }

  assert {
    condition     = output.environment.solution_versions["bcbi_CdsBaseIntegration"] == "1.2.0.0"
    error_message = "An installed solution is recognized."
  }

  assert {
    condition     = startswith(output.environment.integration_user_email, "bc-integration-0000001a@")
    error_message = "The address is derived from the client id."
  }
}

run "changes_the_address" {
  module {
    source = "./tests/fixture"
  }

  variables {
    integration_user_email = "integration@contoso.example"
  }

  assert {
    condition     = output.environment.integration_user_email == "integration@contoso.example"
    error_message = "The address is the configured one."
  }
}
