# Step 5 of the guide: synchronize the data for the first time. Owners must be coupled before.

resource "bcsales_initial_synchronization" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id

  depends_on = [bcsales_salesperson_coupling.this]
}
