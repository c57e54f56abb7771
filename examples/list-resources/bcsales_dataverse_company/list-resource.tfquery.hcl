# The rows of companies with this name.
list "bcsales_dataverse_company" "found" {
  provider         = bcsales
  include_resource = true

  config {
    company_name = "CRONUS"
  }
}
