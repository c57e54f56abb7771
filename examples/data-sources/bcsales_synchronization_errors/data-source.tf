data "bcsales_synchronization_errors" "latest" {
  company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  limit      = 20
}

output "latest_errors" {
  value = [for error in data.bcsales_synchronization_errors.latest.synchronization_errors : "${error.occurred_at}: ${error.message}"]
}
