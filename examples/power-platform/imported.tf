# A person, who stays as she or he is, whatever becomes of the configuration.
import {
  to = bcsales_integration_user.jim
  id = "0f4d7b7c-1a52-4c86-9d3e-51b0a4f6c2d1"
}

resource "bcsales_integration_user" "jim" {
  object_id       = "8a1c6a5e-63d0-4a0f-8f0b-7f9d2f3b1c04"
  deletion_policy = "retain"
}

# Each role of security_roles.
import {
  to = bcsales_security_role_assignment.jim
  id = "0f4d7b7c-1a52-4c86-9d3e-51b0a4f6c2d1/6f960e32-a72b-e511-80d9-3863bb349780"
}

resource "bcsales_security_role_assignment" "jim" {
  system_user_id = bcsales_integration_user.jim.id
  role_id        = provider::bcsales::integration_roles().user
}

# An application user.
import {
  to = bcsales_integration_user.integration
  id = "5e2b9c40-7f31-4d8a-b6c5-2a9e0d4f7b63"
}

resource "bcsales_integration_user" "integration" {
  application_id = "3d9f1e2c-5b64-47a8-9c0d-6e8f7a1b2c35"
}

import {
  to = bcsales_security_role_assignment.administrator
  id = "5e2b9c40-7f31-4d8a-b6c5-2a9e0d4f7b63/8c8d4f51-a72b-e511-80d9-3863bb349780"
}

resource "bcsales_security_role_assignment" "administrator" {
  system_user_id = bcsales_integration_user.integration.id
  role_id        = provider::bcsales::integration_roles().administrator
}

import {
  to = bcsales_solution.base
  id = "bcbi_CdsBaseIntegration"
}

resource "bcsales_solution" "base" {
  unique_name = "bcbi_CdsBaseIntegration"
}

import {
  to = bcsales_solution.sales
  id = "MicrosoftDynamicsNavIntegration"
}

resource "bcsales_solution" "sales" {
  unique_name = "MicrosoftDynamicsNavIntegration"
}
