# Needs the emulator with the tenant of examples/complete/tests, and TF_VAR_dataverse_url; see examples/complete/README.md.

run "connects_without_synchronization" {
  module {
    source = "./tests/fixture"
  }

  variables {
    couplings   = { JO = "jim.olive@contoso.example" }
    synchronize = false
  }

  assert {
    condition     = contains(output.table_mappings, "CUSTOMER")
    error_message = "The connection is enabled, so Business Central has its table mappings."
  }

  assert {
    condition     = output.company.synchronization == null
    error_message = "Nothing was synchronized."
  }
}

run "synchronizes_later" {
  module {
    source = "./tests/fixture"
  }

  variables {
    couplings = { JO = "jim.olive@contoso.example", LT = "lina.townsend@contoso.example" }
  }

  assert {
    condition     = output.company.synchronization["CUSTOMER"].inserted == 1
    error_message = "The customer is created in Sales."
  }

  assert {
    condition     = join(" ", keys(output.company.couplings)) == "JO LT"
    error_message = "Both salespeople are coupled."
  }
}
