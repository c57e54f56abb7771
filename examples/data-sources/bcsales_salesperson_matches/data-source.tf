data "bcsales_salesperson_matches" "cronus" {
  company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
}

resource "bcsales_salesperson_coupling" "cronus" {
  for_each         = data.bcsales_salesperson_matches.cronus.couplings
  company_id       = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  salesperson_code = each.key
  system_user_id   = each.value
}

# People to check by hand.
output "not_coupled" {
  value = {
    ambiguous   = data.bcsales_salesperson_matches.cronus.ambiguous
    salespeople = data.bcsales_salesperson_matches.cronus.unmatched_salespeople[*].salesperson_code
    users       = data.bcsales_salesperson_matches.cronus.unmatched_users[*].full_name
  }
}
