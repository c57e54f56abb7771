data "bcsales_business_units" "cronus" {
  name = "CRONUS (6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c)"
}

# The owning team of a company is in the company's business unit.
data "bcsales_teams" "cronus" {
  business_unit_id = one(data.bcsales_business_units.cronus.business_units).id
  default          = false
}

# Its id is known before anything is imported, so that an import block can name the role assignments of the team.
output "owning_team_id" {
  value = one(data.bcsales_teams.cronus.teams).id
}
