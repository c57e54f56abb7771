output "client_id" {
  description = "Client id of the provider's application: BCSALES_CLIENT_ID of the pipelines."
  value       = azuread_application_registration.provider.client_id
}

output "by_hand" {
  description = "What nobody can do through Microsoft Entra ID: terraform output -raw by_hand"
  value       = <<-EOT
    1. Dataverse, in the Power Platform admin center: add the application ${azuread_application_registration.provider.client_id}
       as an application user of the root business unit, with System Administrator and System Customizer.
    2. Business Central, page Microsoft Entra Applications: add a card with this client id, set its state to Enabled, and assign
       D365 AUTOMATION, and BCS Administer once the companion extension is published.
    3. Business Central, page of the companion's allowed environments: allow the Dataverse environment.
  EOT
}
