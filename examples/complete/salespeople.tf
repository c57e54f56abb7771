# Salespeople and users with the same e-mail address are one person.
data "bcsales_salesperson_matches" "this" {
  for_each = local.companies

  company_id = local.company_ids[each.key]
}

locals {
  # Company => code of the salesperson => id or e-mail address of the system user.
  couplings = {
    for name, company in local.companies : name => merge(
      { for code, user in data.bcsales_salesperson_matches.this[name].couplings : code => user if !contains(company.uncoupled, code) },
      company.couplings,
    )
  }

  # A user may sell for several companies, and be named by id in one and by address in another, but gets the roles once.
  named_users = toset([for user in flatten([for couplings in values(local.couplings) : values(couplings)]) : lower(trimspace(user))])
  sales_users = toset([
    for user in local.named_users : lower(strcontains(user, "@") ? one(data.bcsales_system_users.addressed[user].system_users).id : user)
  ])

  # Microsoft's guide gives these to everybody who must see synchronized data, or ask for product availability. The id of
  # the second role is in no public source, so it is found by name.
  sales_user_roles = {
    "integration user"          = "Dynamics 365 Business Central Integration User"
    "product availability user" = "Dynamics 365 Business Central Product Availability User"
  }
}

data "bcsales_system_users" "addressed" {
  for_each = toset([for user in local.named_users : user if strcontains(user, "@")])

  internal_email_address = each.value
  enabled                = true

  lifecycle {
    postcondition {
      condition     = length(self.system_users) == 1
      error_message = "Dataverse has ${length(self.system_users)} enabled users with the e-mail address ${each.value}. Name the user by id."
    }
  }
}

resource "bcsales_security_role_assignment" "sales_users" {
  for_each = {
    for pair in setproduct(local.sales_users, keys(local.sales_user_roles)) :
    "${pair[0]}: ${pair[1]}" => { user = pair[0], role = local.sales_user_roles[pair[1]] }
  }

  system_user_id = each.value.user
  role_name      = each.value.role

  # The roles come with the solutions.
  depends_on = [module.prepare_environment]
}
