# Jobs with failed records.
data "bcsales_synchronization_jobs" "failed" {
  company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  mapping    = "CUSTOMER"
  failed     = true
  limit      = 10
}

output "failed_jobs" {
  value = { for job in data.bcsales_synchronization_jobs.failed.synchronization_jobs : job.started_at => job.failed }
}
