# Step 1 of the guide: the account that Business Central signs in with.

resource "bcsales_integration_user" "business_central" {
  application_id = var.integration_application_id
}

# Base role and the two roles of the Sales solution, by their ids: these are the same in every environment.
resource "bcsales_security_role_assignment" "integration_user" {
  for_each = provider::bcsales::integration_roles()

  system_user_id = bcsales_integration_user.business_central.id
  role_id        = each.value

  # The roles come with the solutions.
  depends_on = [bcsales_solution.base, bcsales_solution.sales]
}
