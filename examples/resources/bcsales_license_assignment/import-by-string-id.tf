import {
  to = bcsales_license_assignment.sales
  id = "5f0c8a1e-7d3b-4c2f-9e6a-1b8d4f7c0a3e/1e1a282c-9c54-43a2-9310-98ef728faace"
}
