# What a mock of the provider gives to computed attributes, for a module's tests without any service:
#
#   mock_provider "bcsales" {
#     source = "./mocks"
#   }
#
# Written from the provider's schemas by "make mocks". Copy the file into a folder of its own beside your tests. It shows one
# healthy company; a test that needs other values sets them in override_resource and override_data. Lists of objects stay
# empty, because Terraform takes no elements for them: what stands here is what their elements would have in common.

mock_resource "bcsales_company" {
  defaults = {
    adopt_existing      = false
    business_profile_id = null
    deletion_policy     = "retain"
    display_name        = "CRONUS"
    evaluation_company  = false
    id                  = "f3dd53b2-dce7-5fa5-9922-6759bdd587b3"
  }
}

mock_resource "bcsales_dataverse_company" {
  defaults = {
    business_unit_id     = "57c50450-e418-58ca-8454-ab1254cae896"
    business_unit_name   = "CRONUS (f3dd53b2-dce7-5fa5-9922-6759bdd587b3)"
    dataverse_company_id = "9b47364b-94b5-56b1-8e8c-97c8657b67d2"
    deletion_policy      = "retain"
    id                   = "f3dd53b2-dce7-5fa5-9922-6759bdd587b3"
    rename               = false
    team_id              = "f1d56596-8b2e-56af-866d-f1f7e13b4614"
    team_name            = "CRONUS (f3dd53b2-dce7-5fa5-9922-6759bdd587b3)"
  }
}

mock_resource "bcsales_dataverse_connection_setup" {
  defaults = {
    authentication        = "certificate"
    authentication_type   = "Office365"
    base_currency_code    = "EUR"
    disable_reason        = null
    enabled               = true
    id                    = "f3dd53b2-dce7-5fa5-9922-6759bdd587b3"
    mapping_snapshot_kept = false
    ownership_model       = "team"
    proxy_version         = 100
    take_over_connection  = false
  }
}

mock_resource "bcsales_extension" {
  defaults = {
    app_id           = "28aa66a3-b882-588a-984c-3de6f71b0c82"
    deletion_policy  = "retain"
    id               = "28aa66a3-b882-588a-984c-3de6f71b0c82"
    name             = "Business Central Sales Connector"
    package_id       = "d76c39b4-a836-5342-abf6-8138ec934053"
    publisher        = "bcsales"
    schedule         = "Current version"
    schema_sync_mode = "Add"
    version          = "1.2.0.0"
  }
}

mock_resource "bcsales_initial_synchronization" {
  defaults = {
    finished_at = "2026-01-02T03:04:05Z"
    id          = "f3dd53b2-dce7-5fa5-9922-6759bdd587b3"
    on_error    = "fail"
    results = {
      failed         = 0
      first_error    = null
      inserted       = 0
      modified       = 0
      recommendation = "Full Synchronization"
      skipped        = 0
      status         = "finished"
      unchanged      = 0
    }
    run_id              = "11409658-1f80-5652-8ddb-555d839fff46"
    started_at          = "2026-01-02T03:04:05Z"
    status              = "succeeded"
    wait_for_completion = true
    when_populated      = "couple"
  }
}

mock_resource "bcsales_integration_user" {
  defaults = {
    access_mode            = null
    adopt_existing         = false
    application_id         = "ae22f2a4-dda6-56ea-a7f6-2cbb4b5516fb"
    business_unit_id       = "57c50450-e418-58ca-8454-ab1254cae896"
    deletion_policy        = "disable"
    enabled                = true
    full_name              = "# Business Central integration"
    id                     = "c0c2d1a4-9ef9-5dac-98d0-bce448517e9a"
    internal_email_address = "integration@contoso.example"
    is_licensed            = false
    object_id              = "bd06bee1-b8c5-5edd-b00d-41a052eb9715"
  }
}

mock_resource "bcsales_license_assignment" {
  defaults = {
    id              = "a074ce98-b6e8-5c8b-95dd-500bec9f15d5/6b7d1fa8-3795-5f3b-95df-f471b6f834a2"
    sku_id          = "6b7d1fa8-3795-5f3b-95df-f471b6f834a2"
    sku_part_number = "DYN365_ENTERPRISE_SALES"
  }
}

mock_resource "bcsales_permission_set_assignment" {
  defaults = {
    app_id = "28aa66a3-b882-588a-984c-3de6f71b0c82"
    id     = "f3dd53b2-dce7-5fa5-9922-6759bdd587b3/639651b2-95ec-5079-beb1-dcfc967bb697/D365 READ/28aa66a3-b882-588a-984c-3de6f71b0c82"
    scope  = "System"
  }
}

mock_resource "bcsales_record_coupling" {
  defaults = {
    id = "f3dd53b2-dce7-5fa5-9922-6759bdd587b3/customer/81cab13d-b51d-5fd8-96c3-13fd3564ea9d"
  }
}

mock_resource "bcsales_sales_connection_setup" {
  defaults = {
    auto_create_sales_orders   = false
    auto_process_sales_quotes  = false
    bidirectional_sales_orders = false
    business_central_url       = "https://businesscentral.dynamics.com/Production"
    crm_version                = "9.2.0.0"
    disable_reason             = null
    enabled                    = true
    environment_url            = "https://contoso.crm4.dynamics.com"
    id                         = "f3dd53b2-dce7-5fa5-9922-6759bdd587b3"
    item_availability          = false
    legacy_sales_orders        = false
    proxy_version              = 100
    solution_installed         = true
    take_over_connection       = false
    unit_group_mapping         = true
    user_name                  = "integration@contoso.example"
  }
}

mock_resource "bcsales_salesperson_coupling" {
  defaults = {
    add_to_owning_team = true
    id                 = "f3dd53b2-dce7-5fa5-9922-6759bdd587b3/aef906a8-0171-51e3-b62a-b3ebac035e0c"
    salesperson_code   = "JO"
    salesperson_id     = "aef906a8-0171-51e3-b62a-b3ebac035e0c"
    system_user_email  = "jim.olive@contoso.example"
    system_user_id     = "c0c2d1a4-9ef9-5dac-98d0-bce448517e9a"
  }
}

mock_resource "bcsales_salesperson_couplings" {
  defaults = {
    add_to_owning_team = true
    exclusive          = false
    id                 = "f3dd53b2-dce7-5fa5-9922-6759bdd587b3"
  }
}

mock_resource "bcsales_security_role_assignment" {
  defaults = {
    assigned_role_id = "7d30b385-a28a-51c2-b7b0-0beebbc15ab9"
    business_unit_id = "57c50450-e418-58ca-8454-ab1254cae896"
    id               = "89bec2a1-3a1c-5a66-b079-b9beff955674/2f817b29-d340-5783-a5f6-050bdd0f8bd1"
    role_id          = "2f817b29-d340-5783-a5f6-050bdd0f8bd1"
    role_name        = "Salesperson"
    role_template_id = "6bf2aa7f-b931-5d2c-bc2b-8e5a8ee0468d"
  }
}

mock_resource "bcsales_solution" {
  defaults = {
    deletion_policy                    = "retain"
    friendly_name                      = "Business Central integration"
    id                                 = "bcbi_CdsBaseIntegration"
    installed_on                       = "2026-01-02T03:04:05Z"
    is_managed                         = true
    overwrite_unmanaged_customizations = false
    publish_workflows                  = true
    publisher                          = "microsoftdynamics"
    solution_id                        = "e8d49c8a-e4d1-5e53-9e05-0f0930b6cd79"
    unique_name                        = "bcbi_CdsBaseIntegration"
    version                            = "1.2.0.0"
  }
}

mock_resource "bcsales_table_mapping" {
  defaults = {
    deletion_conflict_resolution     = "none"
    direction                        = "bidirectional"
    id                               = "f3dd53b2-dce7-5fa5-9922-6759bdd587b3/CUSTOMER"
    synchronization_enabled          = true
    synchronize_only_coupled_records = false
    update_conflict_resolution       = "none"
  }
}

mock_resource "bcsales_team_membership" {
  defaults = {
    id = "f1d56596-8b2e-56af-866d-f1f7e13b4614/c0c2d1a4-9ef9-5dac-98d0-bce448517e9a"
  }
}

mock_data "bcsales_business_units" {
  defaults = {
    business_units = {
      enabled                 = true
      id                      = "57c50450-e418-58ca-8454-ab1254cae896"
      name                    = "CRONUS (f3dd53b2-dce7-5fa5-9922-6759bdd587b3)"
      parent_business_unit_id = "f7a38f23-8a90-50c5-9d80-df9bb4dc3017"
    }
  }
}

mock_data "bcsales_companies" {
  defaults = {
    companies = {
      business_profile_id = null
      display_name        = "CRONUS"
      id                  = "f3dd53b2-dce7-5fa5-9922-6759bdd587b3"
      name                = "CRONUS"
    }
  }
}

mock_data "bcsales_integration_readiness" {
  defaults = {
    checks = {
      detail = "As it should be."
      id     = "companion"
      remedy = null
      scope  = "environment"
      status = "pass"
      title  = "The companion extension is installed"
    }
    ready = true
  }
}

mock_data "bcsales_license_skus" {
  defaults = {
    license_skus = {
      applies_to      = "User"
      available_units = 9
      consumed_units  = 1
      enabled_units   = 10
      service_plans = {
        applies_to = "User"
        id         = "ca429d3e-b5f6-5bec-a217-fa5405571915"
        name       = "DYN365_ENTERPRISE_SALES"
        status     = "Success"
      }
      sku_id          = "6b7d1fa8-3795-5f3b-95df-f471b6f834a2"
      sku_part_number = "DYN365_ENTERPRISE_SALES"
      status          = "Enabled"
      suspended_units = 0
      warning_units   = 0
    }
  }
}

mock_data "bcsales_record_couplings" {
  defaults = {
    record_couplings = {
      dataverse_id               = "a934f0e5-cacf-55a8-a0d2-d66f4b2a6232"
      from_dataverse_modified_at = "2026-01-02T03:04:05Z"
      from_dataverse_result      = "Success"
      last_error                 = null
      last_error_occurred_at     = null
      record_id                  = "81cab13d-b51d-5fd8-96c3-13fd3564ea9d"
      record_key                 = "10000"
      skipped                    = false
      table                      = "customer"
      table_id                   = 18
      to_dataverse_modified_at   = "2026-01-02T03:04:05Z"
      to_dataverse_result        = "Success"
    }
  }
}

mock_data "bcsales_salespeople" {
  defaults = {
    salespeople = {
      blocked      = false
      code         = "JO"
      display_name = "Jim Olive"
      email        = "jim.olive@contoso.example"
      id           = "aef906a8-0171-51e3-b62a-b3ebac035e0c"
      job_title    = null
      phone_number = null
    }
  }
}

mock_data "bcsales_salesperson_matches" {
  defaults = {
    ambiguous = {
      email             = "jim.olive@contoso.example"
      salesperson_codes = []
      system_user_ids   = []
    }
    couplings = {
      JO = "c0c2d1a4-9ef9-5dac-98d0-bce448517e9a"
    }
    matches = {
      display_name     = "Jim Olive"
      email            = "jim.olive@contoso.example"
      full_name        = "Jim Olive"
      salesperson_code = "JO"
      salesperson_id   = "aef906a8-0171-51e3-b62a-b3ebac035e0c"
      system_user_id   = "c0c2d1a4-9ef9-5dac-98d0-bce448517e9a"
    }
    unmatched_salespeople = {
      display_name     = "CRONUS"
      email            = "jim.olive@contoso.example"
      salesperson_code = "JO"
      salesperson_id   = "aef906a8-0171-51e3-b62a-b3ebac035e0c"
    }
    unmatched_users = {
      email          = "jim.olive@contoso.example"
      full_name      = "Jim Olive"
      system_user_id = "c0c2d1a4-9ef9-5dac-98d0-bce448517e9a"
    }
  }
}

mock_data "bcsales_security_roles" {
  defaults = {
    security_roles = {
      business_unit_id = "57c50450-e418-58ca-8454-ab1254cae896"
      id               = "2f817b29-d340-5783-a5f6-050bdd0f8bd1"
      name             = "Salesperson"
      role_template_id = "6bf2aa7f-b931-5d2c-bc2b-8e5a8ee0468d"
      root_role_id     = "2f817b29-d340-5783-a5f6-050bdd0f8bd1"
    }
  }
}

mock_data "bcsales_solutions" {
  defaults = {
    solutions = {
      friendly_name = "Business Central integration"
      installed_on  = "2026-01-02T03:04:05Z"
      is_managed    = true
      publisher     = "microsoftdynamics"
      solution_id   = "e8d49c8a-e4d1-5e53-9e05-0f0930b6cd79"
      unique_name   = "bcbi_CdsBaseIntegration"
      version       = "1.2.0.0"
    }
  }
}

mock_data "bcsales_synchronization_errors" {
  defaults = {
    synchronization_errors = {
      destination_record = null
      entry_no           = 1
      job_id             = "ead4eaaa-bede-5946-9293-ef7588af4af2"
      message            = null
      occurred_at        = "2026-01-02T03:04:05Z"
      source_record      = null
    }
  }
}

mock_data "bcsales_synchronization_jobs" {
  defaults = {
    synchronization_jobs = {
      coupled     = 0
      deleted     = 0
      direction   = "to_dataverse"
      failed      = 0
      finished_at = "2026-01-02T03:04:05Z"
      id          = "ead4eaaa-bede-5946-9293-ef7588af4af2"
      inserted    = 1
      mapping     = "CUSTOMER"
      message     = null
      modified    = 0
      skipped     = 0
      started_at  = "2026-01-02T03:04:05Z"
      type        = "synchronization"
      unchanged   = 0
      uncoupled   = 0
    }
  }
}

mock_data "bcsales_system_users" {
  defaults = {
    system_users = {
      access_mode            = "read_write"
      application_id         = "ae22f2a4-dda6-56ea-a7f6-2cbb4b5516fb"
      business_unit_id       = "57c50450-e418-58ca-8454-ab1254cae896"
      enabled                = true
      full_name              = "Jim Olive"
      id                     = "c0c2d1a4-9ef9-5dac-98d0-bce448517e9a"
      internal_email_address = "jim.olive@contoso.example"
      is_integration_user    = false
      is_licensed            = true
      object_id              = "bd06bee1-b8c5-5edd-b00d-41a052eb9715"
      user_name              = "jim.olive@contoso.example"
    }
  }
}

mock_data "bcsales_table_mappings" {
  defaults = {
    table_mappings = {
      create_unmatched                 = false
      deletion_conflict_resolution     = "none"
      depends_on_mappings              = []
      direction                        = "bidirectional"
      integration_table_id             = 5341
      match_field_count                = 1
      name                             = "CUSTOMER"
      synchronization_enabled          = true
      synchronize_only_coupled_records = false
      table_id                         = 18
      update_conflict_resolution       = "none"
    }
  }
}

mock_data "bcsales_teams" {
  defaults = {
    teams = {
      business_unit_id = "57c50450-e418-58ca-8454-ab1254cae896"
      default          = false
      id               = "f1d56596-8b2e-56af-866d-f1f7e13b4614"
      name             = "CRONUS (f3dd53b2-dce7-5fa5-9922-6759bdd587b3)"
    }
  }
}
