# Needs no service and no emulator: a mock of the provider returns the values of examples/mocks.

mock_provider "bcsales" {
  source = "../../mocks"
}

mock_provider "bcsales" {
  alias  = "administrator"
  source = "../../mocks"
}

variables {
  integration_application_id = "0000001a-0000-4000-8000-000000000001"
}

run "gives_the_account_all_three_roles" {
  assert {
    condition     = join(" ", sort(keys(bcsales_security_role_assignment.integration_user))) == "administrator base user"
    error_message = "The account needs the roles of both solutions."
  }

  assert {
    condition     = output.integration_user_email == "integration@contoso.example"
    error_message = "The address is the one that the provider returns."
  }
}

run "installs_the_companion_when_there_is_a_package" {
  variables {
    companion_app_file = "connector.app"
  }

  assert {
    condition     = length(bcsales_extension.companion) == 1
    error_message = "The extension is installed from the package."
  }
}
