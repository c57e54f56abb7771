# Step 3 of the guide, first half: the integration solutions, imported once by an administrator account.

resource "bcsales_solution" "base" {
  provider = bcsales.administrator

  unique_name = "bcbi_CdsBaseIntegration"
  file        = var.base_solution_file
}

resource "bcsales_solution" "sales" {
  provider = bcsales.administrator

  unique_name = "MicrosoftDynamicsNavIntegration"
  file        = var.sales_solution_file

  # The Sales solution builds on the base solution.
  depends_on = [bcsales_solution.base]
}
