# What each company needs: its place in Dataverse, the connection, the couplings of its salespeople, and the first
# synchronization.

# Business unit, owning team with the base role, and company row.
resource "bcsales_dataverse_company" "this" {
  company_id      = var.company_id
  company_name    = var.company_name
  deletion_policy = var.deletion_policy

  # The address is known only when the environment is prepared: then the base role and the tables exist.
  depends_on = [var.integration_user_email]
}

# The roles of the Sales solution for the owning team; its base role comes with the company.
resource "bcsales_security_role_assignment" "team" {
  for_each = { for name, id in provider::bcsales::integration_roles() : name => id if name != "base" }

  team_id = bcsales_dataverse_company.this.team_id
  role_id = each.value
}

# The connection: Dataverse first, Sales on top of it.
resource "bcsales_dataverse_connection_setup" "this" {
  company_id = var.company_id

  environment_url      = var.dataverse_url
  user_name            = var.integration_user_email
  ownership_model      = var.ownership_model
  business_unit_id     = bcsales_dataverse_company.this.business_unit_id
  business_unit_name   = bcsales_dataverse_company.this.business_unit_name
  consent_acknowledged = var.consent_acknowledged

  depends_on = [bcsales_security_role_assignment.team]
}

resource "bcsales_sales_connection_setup" "this" {
  company_id = bcsales_dataverse_connection_setup.this.company_id

  business_central_url       = var.sales.business_central_url
  item_availability          = var.sales.item_availability
  legacy_sales_orders        = var.sales.legacy_sales_orders
  auto_create_sales_orders   = var.sales.auto_create_sales_orders
  bidirectional_sales_orders = var.sales.bidirectional_sales_orders
  auto_process_sales_quotes  = var.sales.auto_process_sales_quotes
  unit_group_mapping         = var.sales.unit_group_mapping
}

resource "bcsales_salesperson_couplings" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id
  couplings  = var.couplings
  exclusive  = var.exclusive_couplings
}

# Owners must be coupled before the data is synchronized.
resource "bcsales_initial_synchronization" "this" {
  count = var.synchronization.enabled ? 1 : 0

  company_id       = bcsales_sales_connection_setup.this.company_id
  mappings         = var.synchronization.mappings
  match_fields     = var.synchronization.match_fields
  create_unmatched = var.synchronization.create_unmatched
  triggers         = var.synchronization.triggers
  when_populated   = var.synchronization.when_populated
  on_error         = var.synchronization.on_error

  depends_on = [bcsales_salesperson_couplings.this]
}
