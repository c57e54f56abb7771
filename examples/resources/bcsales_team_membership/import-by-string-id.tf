import {
  to = bcsales_team_membership.jim
  id = "8e2f4a6c-1b3d-4f5e-9a7c-0d2b4f6a8c1e/3c1d5e7f-9a0b-4c2d-8e4f-6a7b8c9d0e1f"
}
