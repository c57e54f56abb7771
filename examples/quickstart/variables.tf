variable "company_name" {
  description = "Name of the Business Central company to set up (its name, not its display name)."
  type        = string
}

variable "dataverse_url" {
  description = "Origin of the Dataverse environment, such as https://contoso.crm4.dynamics.com."
  type        = string
}

variable "integration_application_id" {
  description = "Client id of the Microsoft Entra application that Business Central signs in to Dataverse with."
  type        = string
}

variable "base_solution_file" {
  description = "Path of the package of the solution bcbi_CdsBaseIntegration; null when it is installed already."
  type        = string
  default     = null
}

variable "sales_solution_file" {
  description = "Path of the package of the solution MicrosoftDynamicsNavIntegration; null when it is installed already."
  type        = string
  default     = null
}

variable "administrator_client_id" {
  description = "Client id of the administrator account that imports the solutions; the provider's own when null."
  type        = string
  default     = null
}

variable "administrator_client_secret" {
  description = "Client secret of the administrator account."
  type        = string
  default     = null
  sensitive   = true
  ephemeral   = true
}
