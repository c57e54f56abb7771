terraform {
  required_version = ">= 1.11"

  required_providers {
    bcsales = {
      source = "bcsales/bcsales"

      # The administrator imports the solutions and installs the companion app. Give the default configuration under both
      # names where one identity does everything.
      configuration_aliases = [bcsales.administrator]
    }
  }
}
