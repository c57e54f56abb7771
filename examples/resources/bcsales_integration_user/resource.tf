# An application user: the service principal of an app registration, without a license.
resource "bcsales_integration_user" "business_central" {
  application_id         = "0f4d2a6b-3f0e-4c55-9f7a-5c2b6f1d8e90"
  internal_email_address = "business-central@contoso.com"
}

# Business Central requires these roles. They come with the integration solutions.
resource "bcsales_security_role_assignment" "business_central" {
  for_each = provider::bcsales::integration_roles()

  system_user_id = bcsales_integration_user.business_central.id
  role_id        = each.value
}

# An existing Microsoft 365 account with non-interactive access, left as it is on destroy.
resource "bcsales_integration_user" "account" {
  object_id       = "5d1f0a3e-7b9c-4e2d-8a6f-1c3b5d7e9f00"
  access_mode     = "non_interactive"
  deletion_policy = "retain"
}
