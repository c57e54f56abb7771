data "bcsales_companies" "all" {}

data "bcsales_integration_readiness" "each" {
  for_each = { for company in data.bcsales_companies.all.companies : company.name => company.id }

  company_id = each.value
}

# A page for the summary of a pipeline: terraform output -raw readiness >> "$GITHUB_STEP_SUMMARY"
output "readiness" {
  value = provider::bcsales::readiness_report({ for name, found in data.bcsales_integration_readiness.each : name => found.checks })
}
