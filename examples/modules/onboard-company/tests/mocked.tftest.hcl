# Needs no service and no emulator: a mock of the provider returns the values of examples/mocks.

mock_provider "bcsales" {
  source = "../../mocks"
}

variables {
  company_id             = "000000cc-0000-4000-8000-000000000001"
  company_name           = "CRONUS"
  dataverse_url          = "https://contoso.crm4.dynamics.com"
  integration_user_email = "integration@contoso.example"
  consent_acknowledged   = true
}

run "connects_everything_with_defaults" {
  assert {
    condition     = output.team_id == bcsales_dataverse_company.this.team_id && length(bcsales_security_role_assignment.team) == 2
    error_message = "The owning team gets the two roles of the Sales solution."
  }

  assert {
    condition     = bcsales_dataverse_connection_setup.this.ownership_model == "person"
    error_message = "People own the records unless the caller decides otherwise."
  }

  assert {
    condition     = output.synchronization != null && data.bcsales_integration_readiness.this[0].ready
    error_message = "The data is synchronized, and the company is checked."
  }
}

run "leaves_out_what_the_caller_does_not_want" {
  variables {
    ownership_model = "team"
    synchronization = { enabled = false }
    check_readiness = false
  }

  assert {
    condition     = length(data.bcsales_integration_readiness.this) == 0 && output.synchronization == null
    error_message = "Neither is read nor run."
  }
}
