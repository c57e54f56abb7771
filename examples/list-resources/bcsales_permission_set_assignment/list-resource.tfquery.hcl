# The permission sets of one user.
list "bcsales_permission_set_assignment" "found" {
  provider         = bcsales
  include_resource = true

  config {
    user_security_id = "000000dd-0000-4000-8000-000000000001"
  }
}
