# URL and user come from the Dataverse connection setup of the same company, which must be enabled.
resource "bcsales_sales_connection_setup" "cronus" {
  company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"

  item_availability          = true
  bidirectional_sales_orders = true
}
