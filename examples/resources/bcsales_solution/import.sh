# The unique name of the solution.
terraform import bcsales_solution.base bcbi_CdsBaseIntegration
