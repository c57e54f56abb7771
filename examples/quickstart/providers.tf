# All settings come from BCSALES_* variables: tenant, credentials, dataverse_url and business_central_environment.
provider "bcsales" {}

# The administrator account that the guide uses once, to import the solutions. Without separate credentials it is the same
# account as above. Once the solutions are imported, remove this block, its two variables, and the two `provider` lines
# in 2_solutions.tf: refreshing a solution needs read access only.
provider "bcsales" {
  alias = "administrator"

  client_id     = var.administrator_client_id
  client_secret = var.administrator_client_secret
}
