action "bcsales_synchronize_table_mapping" "customers" {
  config {
    company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
    name       = "CUSTOMER"
  }
}

# Whenever Terraform changes the mapping's settings, synchronize it.
resource "bcsales_table_mapping" "customers" {
  company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  name       = "CUSTOMER"
  direction  = "to_dataverse"

  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.bcsales_synchronize_table_mapping.customers]
    }
  }
}
