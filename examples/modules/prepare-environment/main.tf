# What a Dataverse environment and a Business Central environment need once, before their companies are onboarded.

# The solutions, imported by an administrator. An equal or newer version that is installed is left alone.
resource "bcsales_solution" "base" {
  provider = bcsales.administrator

  unique_name     = "bcbi_CdsBaseIntegration"
  file            = var.base_solution_file
  deletion_policy = var.deletion_policies.solutions
}

resource "bcsales_solution" "sales" {
  provider = bcsales.administrator

  unique_name     = "MicrosoftDynamicsNavIntegration"
  file            = var.sales_solution_file
  deletion_policy = var.deletion_policies.solutions

  # The Sales solution builds on the base solution.
  depends_on = [bcsales_solution.base]
}

# The companion extension, through which the provider reaches Business Central's connection setups and couplings.
resource "bcsales_extension" "companion" {
  count    = var.companion_app_file == null ? 0 : 1
  provider = bcsales.administrator

  file            = var.companion_app_file
  deletion_policy = var.deletion_policies.companion_app
}

# The account that Business Central signs in with: an application user, which needs no license.
resource "bcsales_integration_user" "this" {
  application_id         = var.integration_application_id
  internal_email_address = var.integration_user_email
  deletion_policy        = var.deletion_policies.integration_user
}

resource "bcsales_security_role_assignment" "integration_user" {
  for_each = provider::bcsales::integration_roles()

  system_user_id = bcsales_integration_user.this.id
  role_id        = each.value

  # The roles come with the solutions.
  depends_on = [bcsales_solution.base, bcsales_solution.sales]
}
