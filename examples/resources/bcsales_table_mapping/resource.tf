# Customers go to Sales only, and Business Central wins when both sides were changed. Other settings stay as they are.
resource "bcsales_table_mapping" "customer" {
  company_id                 = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  name                       = "CUSTOMER"
  direction                  = "to_dataverse"
  update_conflict_resolution = "send_update_to_dataverse"
}
