# All settings come from BCSALES_* variables: tenant, credentials, dataverse_url and business_central_environment.
provider "bcsales" {}

# The administrator account that imports the solutions and installs the companion app. Without separate credentials it is
# the same account as above.
provider "bcsales" {
  alias = "administrator"

  client_id               = var.administrator_client_id
  client_certificate_path = var.administrator_client_certificate_path
}
