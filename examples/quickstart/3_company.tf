# What the assisted setup creates behind the scenes: business unit, owning team and company row in Dataverse.

data "bcsales_companies" "all" {
  lifecycle {
    postcondition {
      condition     = contains(self.companies[*].name, var.company_name)
      error_message = "Business Central has no company named ${var.company_name}. It has ${join(", ", self.companies[*].name)}."
    }
  }
}

locals {
  # Without the company only a destroy goes on, with an id that no company has.
  company = {
    id   = coalesce(one([for company in data.bcsales_companies.all.companies : company.id if company.name == var.company_name]), "00000000-0000-0000-0000-000000000000")
    name = var.company_name
  }
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
