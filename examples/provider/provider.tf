terraform {
  required_version = ">= 1.11"

  required_providers {
    bcsales = {
      source  = "bcsales/bcsales"
      version = "~> 0.1"
    }
  }
}

# The secret comes from the environment (BCSALES_CLIENT_SECRET), so that no file contains it.
provider "bcsales" {
  tenant_id                    = "6d5f2f2a-9f0c-4a4a-8a57-0c3f5f1f7a10"
  client_id                    = "0b8a3f0e-52a3-4f4b-9f5d-6a1f0f3f1c77"
  dataverse_url                = "https://contoso.crm4.dynamics.com"
  business_central_environment = "Production"
}

# The account that imports the integration solutions once. It needs the security roles System Administrator and System
# Customizer; everything else needs less.
provider "bcsales" {
  alias = "administrator"

  tenant_id                    = "6d5f2f2a-9f0c-4a4a-8a57-0c3f5f1f7a10"
  use_cli                      = true
  dataverse_url                = "https://contoso.crm4.dynamics.com"
  business_central_environment = "Production"
}
