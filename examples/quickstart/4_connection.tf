# Step 3 of the guide, second half: the connection itself. Dataverse first, Sales on top of it.

resource "bcsales_dataverse_connection_setup" "this" {
  company_id = local.company.id

  environment_url    = var.dataverse_url
  user_name          = bcsales_integration_user.business_central.internal_email_address
  ownership_model    = "person"
  business_unit_id   = bcsales_dataverse_company.this.business_unit_id
  business_unit_name = bcsales_dataverse_company.this.business_unit_name

  # Replaces the consent screen of the assisted setup.
  consent_acknowledged = true

  depends_on = [
    bcsales_security_role_assignment.integration_user,
    bcsales_security_role_assignment.team,
  ]
}

resource "bcsales_sales_connection_setup" "this" {
  company_id = bcsales_dataverse_connection_setup.this.company_id

  item_availability = true
}
