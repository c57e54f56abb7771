# Run it with: terraform apply -invoke=action.bcsales_reset_configuration.sales
action "bcsales_reset_configuration" "sales" {
  config {
    company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
    setup      = "sales"
  }
}
