data "bcsales_system_users" "jim" {
  internal_email_address = "jim.olive@contoso.com"
  enabled                = true
}

resource "bcsales_dataverse_company" "cronus" {
  company_id   = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  company_name = "CRONUS International Ltd."
}

# A user who is not coupled with a salesperson, but should see the company's records.
resource "bcsales_team_membership" "jim" {
  team_id        = bcsales_dataverse_company.cronus.team_id
  system_user_id = one(data.bcsales_system_users.jim.system_users).id
}
