data "bcsales_license_skus" "all" {}

# How many units of each product are left.
output "free_units" {
  value = { for sku in data.bcsales_license_skus.all.license_skus : sku.sku_part_number => sku.available_units }
}
