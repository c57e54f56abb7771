# Every business unit has its own copy of this role.
data "bcsales_security_roles" "integration" {
  name = "Business Central Dataverse Integration"
}

output "role_by_business_unit" {
  value = { for role in data.bcsales_security_roles.integration.security_roles : role.business_unit_id => role.id }
}
