import {
  to = bcsales_dataverse_company.cronus
  identity = {
    company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  }
}
