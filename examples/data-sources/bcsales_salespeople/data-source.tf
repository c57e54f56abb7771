data "bcsales_salespeople" "active" {
  company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  blocked    = false
}

output "salesperson_by_code" {
  value = { for person in data.bcsales_salespeople.active.salespeople : person.code => person.id }
}
