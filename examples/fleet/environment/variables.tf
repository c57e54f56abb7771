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

variable "companion_app_file" {
  description = "Path of the companion extension's .app file; null when it is installed already."
  type        = string
  default     = null
}
