variable "company" {
  description = "Key of the company in companies.yaml; null for the name of the workspace."
  type        = string
  default     = null
}

variable "dataverse_url" {
  description = "Origin of the Dataverse environment, such as https://contoso.crm4.dynamics.com."
  type        = string
}

variable "integration_application_id" {
  description = "Client id of the Microsoft Entra application that Business Central signs in to Dataverse with."
  type        = string
}
