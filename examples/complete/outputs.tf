output "companies" {
  description = "What was set up, by name of the company."
  value = {
    for name, company in module.company : name => {
      company_id       = company.company_id
      business_unit_id = company.business_unit_id
      team_id          = company.team_id
      coupled          = sort(keys(company.couplings))

      # How many records the first synchronization left equal on both sides, and how many failed, by table mapping.
      synchronized = sum(concat([0], [for result in values(coalesce(company.synchronization, {})) : result.inserted + result.modified + result.unchanged]))
      failed       = { for mapping, result in coalesce(company.synchronization, {}) : mapping => result.failed if result.failed > 0 }
    }
  }
}

output "not_coupled" {
  description = "Salespeople whom their e-mail address pairs with nobody, by name of the company: couple them by hand in `companies`."
  value = {
    for name, matches in data.bcsales_salesperson_matches.this : name => sort(setsubtract(
      concat(matches.unmatched_salespeople[*].salesperson_code, flatten(matches.ambiguous[*].salesperson_codes)),
      keys(local.couplings[name]),
    ))
  }
}

output "integration_user_email" {
  description = "E-mail address of the account that Business Central signs in with."
  value       = module.prepare_environment.integration_user_email
}

output "readiness" {
  description = "What needs attention, as a page in Markdown: terraform output -raw readiness"
  value = provider::bcsales::readiness_report({
    for name, company in module.company : name => [for check in company.checks : check if !contains(["pass", "skipped"], check.status)]
  })
}
