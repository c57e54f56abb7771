# What the assisted setup creates behind the scenes: business unit, owning team and company row in Dataverse.

data "bcsales_companies" "all" {}

locals {
  company = one([for company in data.bcsales_companies.all.companies : company if company.name == var.company_name])
}

resource "bcsales_dataverse_company" "this" {
  company_id   = local.company.id
  company_name = local.company.name

  # Its base role and its table come with the base solution.
  depends_on = [bcsales_solution.base]
}

# bcsales_dataverse_company assigns the base role to the team; the roles of the Sales solution are assigned here.
resource "bcsales_security_role_assignment" "team" {
  for_each = { for name, id in provider::bcsales::integration_roles() : name => id if name != "base" }

  team_id = bcsales_dataverse_company.this.team_id
  role_id = each.value

  depends_on = [bcsales_solution.sales]
}
