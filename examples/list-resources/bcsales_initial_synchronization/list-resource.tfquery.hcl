# The latest full synchronization of one company.
list "bcsales_initial_synchronization" "found" {
  provider         = bcsales
  include_resource = true

  config {
    company_id = "000000cc-0000-4000-8000-000000000001"
  }
}
