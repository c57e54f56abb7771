resource "bcsales_sales_connection_setup" "cronus" {
  company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
}

resource "bcsales_initial_synchronization" "cronus" {
  company_id = bcsales_sales_connection_setup.cronus.company_id

  # If both sides hold customers, those with the same e-mail address are coupled, or else those with the same name;
  # accounts are created for the others.
  match_fields = {
    CUSTOMER = ["E-Mail", "Name"]
  }
  create_unmatched = ["CUSTOMER"]

  # Change a value to run again.
  triggers = {
    run = "1"
  }
}
