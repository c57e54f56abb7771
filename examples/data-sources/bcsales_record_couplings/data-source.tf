data "bcsales_record_couplings" "trouble" {
  company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  table      = "customer"
  failed     = true
  skipped    = true
}

output "customers_in_trouble" {
  value = [for coupling in data.bcsales_record_couplings.trouble.record_couplings : "${coupling.record_key}: ${coupling.last_error}"]
}
