import {
  to = bcsales_security_role_assignment.by_id
  id = "3c1d5e7f-9a0b-4c2d-8e4f-6a7b8c9d0e1f/a2b18661-9ff5-e911-a812-000d3a0b9028"
}
