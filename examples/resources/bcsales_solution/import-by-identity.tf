import {
  to = bcsales_solution.base
  identity = {
    unique_name = "bcbi_CdsBaseIntegration"
  }
}
