# Step 5 of the guide: synchronize the data for the first time. Owners must be coupled before.

resource "bcsales_initial_synchronization" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id

  # Where both sides hold records already, as when an environment is set up again, matching ones are coupled. Customers
  # have no field to match by until one is named.
  match_fields = {
    CUSTOMER = ["E-Mail", "Name"]
  }

  depends_on = [bcsales_salesperson_coupling.this]
}
