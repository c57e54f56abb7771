# The members of the teams of one business unit.
list "bcsales_team_membership" "found" {
  provider         = bcsales
  include_resource = true

  config {
    business_unit_id = "000000bb-0000-4000-8000-000000000001"
  }
}
