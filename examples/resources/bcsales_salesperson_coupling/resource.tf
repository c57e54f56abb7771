resource "bcsales_salesperson_coupling" "jim" {
  company_id        = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  salesperson_code  = "JO"
  system_user_email = "jim.olive@contoso.com"
}

# The user by id, and not added to the company's owning team.
resource "bcsales_salesperson_coupling" "lina" {
  company_id         = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  salesperson_code   = "LT"
  system_user_id     = "3c1d5e7f-9a0b-4c2d-8e4f-6a7b8c9d0e1f"
  add_to_owning_team = false
}
