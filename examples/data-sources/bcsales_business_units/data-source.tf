data "bcsales_business_units" "root" {
  root = true
}

# The business units of Business Central's companies are directly below the root.
data "bcsales_business_units" "companies" {
  parent_business_unit_id = one(data.bcsales_business_units.root.business_units).id
}

output "companies" {
  value = { for unit in data.bcsales_business_units.companies.business_units : unit.name => unit.id }
}
