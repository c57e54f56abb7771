# Solutions are imported once, by an administrator. A provider alias separates that identity from the one that everything
# else uses.
provider "bcsales" {
  alias         = "administrator"
  tenant_id     = "0d3b1c5a-4f2e-4a6d-9b8c-7e5f3a1d2c4b"
  client_id     = "7a9c1e3f-5b2d-4c6e-8f0a-1b3d5f7a9c2e"
  use_cli       = true
  dataverse_url = "https://contoso.crm4.dynamics.com"
}

resource "bcsales_solution" "base" {
  provider = bcsales.administrator

  file = "solutions/bcbi_CdsBaseIntegration_managed.zip"
}

resource "bcsales_solution" "sales" {
  provider   = bcsales.administrator
  depends_on = [bcsales_solution.base]

  file            = "solutions/MicrosoftDynamicsNavIntegration_managed.zip"
  minimum_version = "2.1.0.0"

  timeouts = {
    create = "90m"
  }
}

# Refreshing needs read access only. Once a solution is installed, neither administrator nor package is needed: remove
# provider and file, and set the unique name and, if you want to require one, the version.
resource "bcsales_solution" "virtual_tables" {
  unique_name     = "MicrosoftBusinessCentralERPVE"
  minimum_version = "1.0.0.0"
}
