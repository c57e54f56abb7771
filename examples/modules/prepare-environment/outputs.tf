output "integration_user_email" {
  description = "E-mail address of the integration user. Whatever uses it waits for the user's roles, the solutions and the companion app."
  value       = bcsales_integration_user.this.internal_email_address

  depends_on = [
    bcsales_security_role_assignment.integration_user,
    bcsales_extension.companion,
  ]
}

output "integration_user_id" {
  description = "Id of the integration user in Dataverse."
  value       = bcsales_integration_user.this.id
}

output "solution_versions" {
  description = "Installed version of each integration solution, by unique name."
  value = {
    (bcsales_solution.base.unique_name)  = bcsales_solution.base.version
    (bcsales_solution.sales.unique_name) = bcsales_solution.sales.version
  }
}
