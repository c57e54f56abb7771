# A customer and the account that represents it in Sales.
resource "bcsales_record_coupling" "adatum" {
  company_id   = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  table        = "customer"
  record_id    = "9b8a7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d"
  dataverse_id = "5d4c3b2a-1f0e-4d9c-8b7a-6f5e4d3c2b1a"
}
