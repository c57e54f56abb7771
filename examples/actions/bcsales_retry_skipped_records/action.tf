# Run it with: terraform apply -invoke=action.bcsales_retry_skipped_records.cronus
action "bcsales_retry_skipped_records" "cronus" {
  config {
    company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"

    # Customers whose account was deleted in Sales get a new one, and accounts whose customer was deleted a new customer.
    mappings        = ["CUSTOMER"]
    deleted_records = "restore"
  }
}
