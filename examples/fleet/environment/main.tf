# The state of the environment: what all companies share.
module "prepare_environment" {
  source = "../../modules/prepare-environment"

  providers = {
    bcsales               = bcsales
    bcsales.administrator = bcsales.administrator
  }

  integration_application_id = var.integration_application_id
  base_solution_file         = var.base_solution_file
  sales_solution_file        = var.sales_solution_file
  companion_app_file         = var.companion_app_file
}
