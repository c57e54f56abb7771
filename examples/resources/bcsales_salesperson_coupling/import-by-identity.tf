import {
  to = bcsales_salesperson_coupling.jim
  identity = {
    company_id     = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
    salesperson_id = "1f2e3d4c-5b6a-4798-8897-a6b5c4d3e2f1"
  }
}
