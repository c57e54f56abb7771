# The mapping CUSTOMER of every company.
list "bcsales_table_mapping" "found" {
  provider         = bcsales
  include_resource = true

  config {
    name = "CUSTOMER"
  }
}
