output "companies" {
  description = "What was set up, by name of the company."
  value = {
    for name, company in module.company : name => {
      company_id       = company.company_id
      business_unit_id = company.business_unit_id
      team_id          = company.team_id
      coupled          = sort(keys(company.couplings))
      synchronization  = company.synchronization
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
