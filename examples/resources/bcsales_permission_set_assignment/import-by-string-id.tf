import {
  to = bcsales_permission_set_assignment.connector
  id = "-/9b1d3f5a-7c2e-4a6b-8d0f-1e3a5c7b9d2f/BCS READ/6f0b6a2e-3c56-4f0e-9b8f-6d1f4c2a7e90"
}
