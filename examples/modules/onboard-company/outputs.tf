output "company_id" {
  description = "Id of the company, once it is connected."
  value       = bcsales_sales_connection_setup.this.company_id
}

output "business_unit_id" {
  description = "Id of the company's business unit in Dataverse."
  value       = bcsales_dataverse_company.this.business_unit_id
}

output "team_id" {
  description = "Id of the company's owning team in Dataverse."
  value       = bcsales_dataverse_company.this.team_id
}

output "couplings" {
  description = "Coupled salespeople: code of the salesperson => id or e-mail address of the system user."
  value       = bcsales_salesperson_couplings.this.couplings
}

output "synchronization" {
  description = "What the initial synchronization did, by integration table mapping; null when it was left out."
  value       = one(bcsales_initial_synchronization.this[*].results)
}

output "checks" {
  description = "What the checks of the integration found, as the function readiness_report takes it."
  value       = flatten(data.bcsales_integration_readiness.this[*].checks)
}
