import {
  to = bcsales_integration_user.business_central
  identity = {
    system_user_id = "3c1d5e7f-9a0b-4c2d-8e4f-6a7b8c9d0e1f"
  }
}
