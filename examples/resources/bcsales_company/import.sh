# The id of the company, as the data source bcsales_companies lists it.
terraform import bcsales_company.fabrikam 5f0c1d2e-3b4a-4c5d-8e6f-7a8b9c0d1e2f
