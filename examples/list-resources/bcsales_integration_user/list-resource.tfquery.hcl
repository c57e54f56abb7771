# The users that are enabled.
list "bcsales_integration_user" "found" {
  provider         = bcsales
  include_resource = true

  config {
    enabled = true
  }
}
