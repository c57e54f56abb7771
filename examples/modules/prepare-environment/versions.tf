terraform {
  required_version = ">= 1.11"

  required_providers {
    bcsales = {
      source  = "bcsales/bcsales"
      version = "~> 0.1"

      # The administrator imports the solutions and installs the companion app. If one identity does everything, pass the
      # default configuration under both names.
      configuration_aliases = [bcsales.administrator]
    }
  }
}
