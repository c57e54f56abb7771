# What the assisted setup made, for terraform query of Terraform 1.14 or later.

list "bcsales_solution" "found" {
  provider         = bcsales
  include_resource = true
}

# The account that Business Central signs in with.
list "bcsales_integration_user" "found" {
  provider         = bcsales
  include_resource = true

  config {
    email = var.integration_user_email
  }
}

# Users and teams with one of the three roles of the integration.
list "bcsales_security_role_assignment" "base" {
  provider         = bcsales
  include_resource = true
  limit            = 1000

  config {
    role_id = "a2b18661-9ff5-e911-a812-000d3a0b9028"
  }
}

list "bcsales_security_role_assignment" "administrator" {
  provider         = bcsales
  include_resource = true
  limit            = 1000

  config {
    role_id = "8c8d4f51-a72b-e511-80d9-3863bb349780"
  }
}

list "bcsales_security_role_assignment" "user" {
  provider         = bcsales
  include_resource = true
  limit            = 1000

  config {
    role_id = "6f960e32-a72b-e511-80d9-3863bb349780"
  }
}

list "bcsales_dataverse_company" "found" {
  provider         = bcsales
  include_resource = true
}

list "bcsales_dataverse_connection_setup" "found" {
  provider         = bcsales
  include_resource = true
}

list "bcsales_sales_connection_setup" "found" {
  provider         = bcsales
  include_resource = true
}

list "bcsales_salesperson_couplings" "found" {
  provider         = bcsales
  include_resource = true
}

list "bcsales_initial_synchronization" "found" {
  provider         = bcsales
  include_resource = true
}
