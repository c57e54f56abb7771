# What the provider and the integration need in Microsoft Entra ID, before anything else. A person who may grant consent applies
# this once: an Application Administrator can register, and a Privileged Role Administrator can consent to Microsoft Graph.

provider "azuread" {
  tenant_id = var.tenant_id
}

locals {
  # Dynamics 365 Business Central and Microsoft Graph, in every tenant.
  business_central = "996def3d-b36c-4153-8607-a6fd3c01b89f"
  microsoft_graph  = "00000003-0000-0000-c000-000000000000"

  # The application permissions of the provider, by API: docs/guides/authentication.md says which resource needs which.
  permissions = {
    (local.business_central) = concat(["API.ReadWrite.All"], var.manages_companies ? ["Automation.ReadWrite.All"] : [])
    (local.microsoft_graph)  = var.manages_licenses ? ["User.Read.All", "LicenseAssignment.ReadWrite.All"] : []
  }

  # One element for each permission, such as "00000003-…/User.Read.All".
  consents = merge([
    for api, names in local.permissions : { for name in names : "${api}/${name}" => { api = api, name = name } }
  ]...)
}

# The application that the provider signs in as.
resource "azuread_application_registration" "provider" {
  display_name     = "Terraform provider for Business Central and Sales"
  sign_in_audience = "AzureADMyOrg"
}

resource "azuread_service_principal" "provider" {
  client_id = azuread_application_registration.provider.client_id
}

# The APIs, whose service principals say which ids their permissions have.
data "azuread_service_principal" "api" {
  for_each = { for api, names in local.permissions : api => names if length(names) > 0 }

  client_id = each.key
}

# What the application asks for…
resource "azuread_application_api_access" "provider" {
  for_each = data.azuread_service_principal.api

  application_id = azuread_application_registration.provider.id
  api_client_id  = each.key
  role_ids       = [for name in local.permissions[each.key] : each.value.app_role_ids[name]]
}

# …and the consent of an administrator. Dataverse needs none: its application user gives the rights there.
resource "azuread_app_role_assignment" "consent" {
  for_each = local.consents

  app_role_id         = data.azuread_service_principal.api[each.value.api].app_role_ids[each.value.name]
  principal_object_id = azuread_service_principal.provider.object_id
  resource_object_id  = data.azuread_service_principal.api[each.value.api].object_id
}

# Pipelines sign in by federation: there is no secret to keep or to rotate.
resource "azuread_application_federated_identity_credential" "github" {
  for_each = var.github

  application_id = azuread_application_registration.provider.id
  display_name   = each.key
  audiences      = ["api://AzureADTokenExchange"]
  issuer         = "https://token.actions.githubusercontent.com"
  subject        = "repo:${each.value.repository}:environment:${each.value.environment}"
}

resource "azuread_application_federated_identity_credential" "azure_devops" {
  for_each = var.azure_devops

  application_id = azuread_application_registration.provider.id
  display_name   = each.key
  audiences      = ["api://AzureADTokenExchange"]
  issuer         = each.value.issuer
  subject        = each.value.subject
}
