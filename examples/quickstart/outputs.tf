output "company_id" {
  description = "Id of the company that was set up."
  value       = local.company.id
}

output "coupled_salespeople" {
  description = "Codes of the salespeople that are coupled with a Sales user."
  value       = sort(keys(local.coupled))
}

output "synchronization" {
  description = "What the initial synchronization did, by integration table mapping."
  value       = bcsales_initial_synchronization.this.results
}
