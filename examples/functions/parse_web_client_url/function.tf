locals {
  web_client = provider::bcsales::parse_web_client_url("https://businesscentral.dynamics.com/contoso.com/Production?company=CRONUS%20International%20Ltd.")
}

# Production
output "environment" {
  value = local.web_client.environment
}

# CRONUS International Ltd.
output "company" {
  value = local.web_client.company
}
