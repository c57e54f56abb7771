data "bcsales_table_mappings" "cronus" {
  company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
}

output "mappings_on_hold" {
  value = [for mapping in data.bcsales_table_mappings.cronus.table_mappings : mapping.name if !mapping.synchronization_enabled]
}
