# The licenses of one product.
list "bcsales_license_assignment" "found" {
  provider         = bcsales
  include_resource = true

  config {
    sku_id = "8edc2cf8-6438-4fa9-b6e3-aa1660c640cc"
  }
}
