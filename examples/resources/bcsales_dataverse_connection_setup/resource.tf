resource "bcsales_integration_user" "business_central" {
  application_id = "0f4d2a6b-3f0e-4c55-9f7a-5c2b6f1d8e90"
}

resource "bcsales_security_role_assignment" "base" {
  system_user_id = bcsales_integration_user.business_central.id
  role_id        = "a2b18661-9ff5-e911-a812-000d3a0b9028"
}

# Business unit, owning team and company row in Dataverse.
resource "bcsales_dataverse_company" "cronus" {
  company_id   = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  company_name = "CRONUS International Ltd."
}

resource "bcsales_dataverse_connection_setup" "cronus" {
  company_id         = bcsales_dataverse_company.cronus.company_id
  environment_url    = "https://contoso.crm4.dynamics.com"
  user_name          = bcsales_integration_user.business_central.internal_email_address
  ownership_model    = "team"
  business_unit_id   = bcsales_dataverse_company.cronus.business_unit_id
  business_unit_name = bcsales_dataverse_company.cronus.business_unit_name

  # Replaces the consent screen of the assisted setup.
  consent_acknowledged = true

  # Business Central requires the user's role before it connects.
  depends_on = [bcsales_security_role_assignment.base]
}
