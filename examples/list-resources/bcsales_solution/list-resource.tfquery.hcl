# One solution.
list "bcsales_solution" "found" {
  provider         = bcsales
  include_resource = true

  config {
    unique_name = "MicrosoftDynamicsNavIntegration"
  }
}
