variable "tenant_id" {
  description = "Id of the Microsoft Entra tenant."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", var.tenant_id))
    error_message = "The id of a tenant is a GUID."
  }
}

variable "github" {
  description = "Repositories whose workflows sign in as the provider's application: name of the credential => owner/repository, and the environment that the job names."
  type = map(object({
    repository  = string
    environment = string
  }))
  default  = {}
  nullable = false
}

variable "azure_devops" {
  description = "Service connections that sign in as the provider's application: name of the credential => issuer and subject, as the connection's page shows them."
  type = map(object({
    issuer  = string
    subject = string
  }))
  default  = {}
  nullable = false
}

variable "manages_companies" {
  description = "Whether the provider manages companies, extensions or permission sets in Business Central."
  type        = bool
  default     = false
  nullable    = false
}

variable "manages_licenses" {
  description = "Whether the provider assigns licenses, or enables people as integration users by their object id."
  type        = bool
  default     = false
  nullable    = false
}
