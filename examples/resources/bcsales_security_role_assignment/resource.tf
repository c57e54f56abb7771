# A role that comes with a solution has the same id in every environment.
resource "bcsales_security_role_assignment" "by_id" {
  system_user_id = "3c1d5e7f-9a0b-4c2d-8e4f-6a7b8c9d0e1f"
  role_id        = "a2b18661-9ff5-e911-a812-000d3a0b9028"
}

# Any role can be named by its name.
resource "bcsales_security_role_assignment" "by_name" {
  system_user_id = "3c1d5e7f-9a0b-4c2d-8e4f-6a7b8c9d0e1f"
  role_name      = "Dynamics 365 Business Central Product Availability User"
}

# A role of the platform is best named by its template; here for a team.
resource "bcsales_security_role_assignment" "by_template" {
  team_id          = "8e2f4a6c-1b3d-4f5e-9a7c-0d2b4f6a8c1e"
  role_template_id = "236750cd-45ae-4939-ab12-b24b920ced93"
}
