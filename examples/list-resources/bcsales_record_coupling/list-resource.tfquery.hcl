# The coupled customers of every company.
list "bcsales_record_coupling" "found" {
  provider         = bcsales
  include_resource = true

  config {
    table = "customer"
  }
}
