data "bcsales_companies" "cronus" {
  name = "CRONUS"
}

# One permission set for one user in one company.
resource "bcsales_permission_set_assignment" "salesperson" {
  company_id        = data.bcsales_companies.cronus.companies[0].id
  user_security_id  = "1c7e9a3b-5d2f-4e6a-8b0c-2d4f6a8c0e1b"
  permission_set_id = "D365 SALESPERSON"
}

# The companion extension's permission set for an application, in all companies. The id belongs to the application's user;
# the application's card on the page Microsoft Entra Applications shows it.
resource "bcsales_permission_set_assignment" "connector" {
  user_security_id  = "9b1d3f5a-7c2e-4a6b-8d0f-1e3a5c7b9d2f"
  permission_set_id = "BCS READ"
}
