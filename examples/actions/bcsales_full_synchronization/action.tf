# Run it with: terraform apply -invoke=action.bcsales_full_synchronization.codes
# These mappings depend on no other, and have fields to match records by. To add CUSTOMER, set its match_fields with
# bcsales_initial_synchronization, and name every mapping that it depends on.
action "bcsales_full_synchronization" "codes" {
  config {
    company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
    mappings   = ["CURRENCY", "PAYMENT TERMS", "SHIPMENT METHOD", "SHIPPING AGENT"]
  }
}
