# Business unit, owning team and company row, as the assisted setup of Business Central creates them.
resource "bcsales_dataverse_company" "cronus" {
  company_id   = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  company_name = "CRONUS International Ltd."
}

# The team also needs the roles of the Sales integration solution.
resource "bcsales_security_role_assignment" "team_administrator" {
  team_id = bcsales_dataverse_company.cronus.team_id
  role_id = provider::bcsales::integration_roles().administrator
}

resource "bcsales_security_role_assignment" "team_user" {
  team_id = bcsales_dataverse_company.cronus.team_id
  role_id = provider::bcsales::integration_roles().user
}
