# Customers are synchronized in both directions. If both sides were changed, the values in Sales win; if one side was deleted,
# the coupling is removed. Other settings stay as they are.
resource "bcsales_table_mapping" "customer" {
  company_id                   = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  name                         = "CUSTOMER"
  direction                    = "bidirectional"
  update_conflict_resolution   = "get_update_from_dataverse"
  deletion_conflict_resolution = "remove_coupling"
}
