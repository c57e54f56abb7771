terraform {
  required_version = ">= 1.11"

  required_providers {
    bcsales = {
      source  = "bcsales/bcsales"
      version = "~> 0.1"
    }
  }
}

# All settings come from BCSALES_* variables.
provider "bcsales" {}
