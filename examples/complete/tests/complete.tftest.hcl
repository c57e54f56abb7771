# Needs the emulator with the tenant in this folder; see README.md.

variables {
  integration_application_id = "0000001a-0000-4000-8000-000000000001"

  companies = {
    "CRONUS"          = {}
    "Adventure Works" = { ownership_model = "team" }
  }
}

run "refuses_an_unknown_ownership_model" {
  command = plan

  variables {
    companies = { "CRONUS" = { ownership_model = "everybody" } }
  }

  expect_failures = [var.companies]
}

run "refuses_a_coupling_without_a_user" {
  command = plan

  variables {
    companies = { "CRONUS" = { couplings = { WEB = null, JO = " " } } }
  }

  expect_failures = [var.companies]
}

run "takes_a_company_without_settings_and_names_users_once" {
  command = plan

  variables {
    companies = {
      "CRONUS" = null
      "Adventure Works" = {
        couplings = { JIM = "Jim.Olive@contoso.example" }
      }
    }
    check_readiness   = false
    deletion_policies = null
    match_fields      = null
    create_unmatched  = null
  }

  assert {
    condition     = length(local.companies) == 2 && local.companies["CRONUS"].ownership_model == "person"
    error_message = "A company may be null."
  }

  # Jim by address in one company and by id in the other, Lina and Otis, with two roles each.
  assert {
    condition     = length(bcsales_security_role_assignment.sales_users) == 6
    error_message = "Each user gets each role once."
  }
}

run "names_the_company_that_is_missing" {
  command = plan

  variables {
    companies = { "CRONUS" = {}, "Fabrikam" = {} }
  }

  expect_failures = [data.bcsales_companies.all]
}

run "onboards_the_first_company" {
  variables {
    companies = { "CRONUS" = {} }
  }

  assert {
    condition     = join(" ", output.companies["CRONUS"].coupled) == "JO LT"
    error_message = "Salespeople and users with the same e-mail address are coupled."
  }

  assert {
    condition     = join(" ", output.not_coupled["CRONUS"]) == "WEB"
    error_message = "Salespeople without a user are listed."
  }

  assert {
    condition     = output.companies["CRONUS"].synchronized > 0 && length(output.companies["CRONUS"].failed) == 0
    error_message = "Every record is synchronized."
  }
}

run "onboards_another_company" {
  assert {
    condition     = join(" ", output.companies["Adventure Works"].coupled) == "JIM OTIS"
    error_message = "A user may be the salesperson of several companies."
  }

  assert {
    condition     = output.companies["CRONUS"].business_unit_id != output.companies["Adventure Works"].business_unit_id
    error_message = "Each company has its own business unit."
  }

  assert {
    condition     = output.companies["Adventure Works"].company_id == "000000cc-0000-4000-8000-000000000002"
    error_message = "The company is found by its name."
  }

  assert {
    condition     = length(bcsales_security_role_assignment.sales_users) == 6
    error_message = "Each of the three users has both roles once."
  }
}

run "couples_by_hand_and_leaves_out" {
  variables {
    companies = {
      "CRONUS"          = { couplings = { WEB = "000000d1-0000-4000-8000-000000000004" } }
      "Adventure Works" = { ownership_model = "team", uncoupled = ["OTIS"] }
    }
  }

  assert {
    condition     = join(" ", output.companies["CRONUS"].coupled) == "JO LT WEB"
    error_message = "A salesperson without an address is coupled by hand."
  }

  assert {
    condition     = join(" ", output.companies["Adventure Works"].coupled) == "JIM"
    error_message = "A salesperson who is left out is not coupled."
  }

  assert {
    condition     = length(output.not_coupled["CRONUS"]) == 0
    error_message = "Nobody is left."
  }
}

run "disconnects_one_company" {
  variables {
    companies = { "CRONUS" = {} }
  }

  assert {
    condition     = join(" ", keys(output.companies)) == "CRONUS"
    error_message = "Only the other company is left."
  }
}
