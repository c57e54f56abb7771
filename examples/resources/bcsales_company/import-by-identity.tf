import {
  to = bcsales_company.fabrikam
  identity = {
    company_id = "5f0c1d2e-3b4a-4c5d-8e6f-7a8b9c0d1e2f"
  }
}
