# The integration user needs all three roles.
resource "bcsales_security_role_assignment" "integration_user" {
  for_each = provider::bcsales::integration_roles()

  system_user_id = var.integration_user_id
  role_id        = each.value
}

variable "integration_user_id" {
  type = string
}
