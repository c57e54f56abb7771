data "bcsales_companies" "cronus" {
  name = "CRONUS International Ltd."
}

output "company_id" {
  value = one(data.bcsales_companies.cronus.companies).id
}
