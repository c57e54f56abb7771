import {
  to = bcsales_solution.base
  id = "bcbi_CdsBaseIntegration"
}
