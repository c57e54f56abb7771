# Step 4 of the guide: couple salespeople with Sales users, here everybody who has the same e-mail address on both sides.

data "bcsales_salespeople" "all" {
  for_each = setintersection([local.company.id], data.bcsales_companies.all.companies[*].id)

  company_id = each.key
}

# Users who can be coupled are enabled and licensed. Accounts of applications are left out below.
data "bcsales_system_users" "people" {
  enabled     = true
  is_licensed = true
}

locals {
  # E-mail address => id of the system user, for people who have an address.
  users = {
    for user in data.bcsales_system_users.people.system_users :
    lower(user.internal_email_address) => user.id
    if user.application_id == null && !user.is_integration_user && try(length(user.internal_email_address) > 0, false)
  }

  # Code of the salesperson => id of the system user.
  coupled = {
    for salesperson in flatten(values(data.bcsales_salespeople.all)[*].salespeople) :
    salesperson.code => local.users[lower(salesperson.email)]
    if contains(keys(local.users), try(lower(salesperson.email), ""))
  }

  # Microsoft's guide gives these to everybody who must see synchronized data. The id of the second role is in
  # no public source, so it is found by name.
  salespeople_roles = {
    "integration user"          = "Dynamics 365 Business Central Integration User"
    "product availability user" = "Dynamics 365 Business Central Product Availability User"
  }
}

resource "bcsales_salesperson_coupling" "this" {
  for_each = local.coupled

  company_id       = bcsales_sales_connection_setup.this.company_id
  salesperson_code = each.key
  system_user_id   = each.value
}

resource "bcsales_security_role_assignment" "salespeople" {
  for_each = {
    for pair in setproduct(keys(local.coupled), keys(local.salespeople_roles)) :
    "${pair[0]}: ${pair[1]}" => { user = local.coupled[pair[0]], role = local.salespeople_roles[pair[1]] }
  }

  system_user_id = each.value.user
  role_name      = each.value.role

  depends_on = [bcsales_solution.sales]
}
