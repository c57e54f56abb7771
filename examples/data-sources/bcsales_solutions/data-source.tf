data "bcsales_solutions" "base" {
  unique_name = "bcbi_CdsBaseIntegration"
}

output "base_solution_version" {
  value = one(data.bcsales_solutions.base.solutions[*].version)
}
