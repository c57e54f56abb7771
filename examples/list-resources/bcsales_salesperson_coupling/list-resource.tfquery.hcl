# The couplings with one user.
list "bcsales_salesperson_coupling" "found" {
  provider         = bcsales
  include_resource = true

  config {
    system_user_id = "000000aa-0000-4000-8000-000000000001"
  }
}
