terraform {
  required_version = ">= 1.11"

  required_providers {
    bcsales = {
      source = "bcsales/bcsales"
    }
  }
}

# Everything is taken from BCSALES_* variables.
provider "bcsales" {}
