# Step 5 of the guide: synchronize the data for the first time. The owners of records must be coupled before.

resource "bcsales_initial_synchronization" "this" {
  company_id = bcsales_sales_connection_setup.this.company_id

  # If both sides already hold records, for example when an environment is set up again, matching ones are coupled.
  # Customers have no match fields by default, so name them.
  match_fields = {
    CUSTOMER = ["E-Mail", "Name"]
  }

  depends_on = [bcsales_salesperson_coupling.this]
}
