variable "integration_application_id" {
  description = "Client id of the Microsoft Entra application that Business Central signs in to Dataverse with."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", var.integration_application_id))
    error_message = "The client id of an application is a GUID, such as 0b8a3f0e-52a3-4f4b-9f5d-6a1f0f3f1c77."
  }
}

variable "integration_user_email" {
  description = "E-mail address of the integration user, unique in the Dataverse environment; null for the provider's default. No mail is sent to it."
  type        = string
  default     = null

  validation {
    condition     = var.integration_user_email == null || can(regex("^[^@\\s]+@[^@\\s]+$", var.integration_user_email))
    error_message = "This must be an e-mail address, or null."
  }
}

variable "base_solution_file" {
  description = "Path of the package of the solution bcbi_CdsBaseIntegration; null when it is installed already."
  type        = string
  default     = null

  validation {
    condition     = var.base_solution_file == null || endswith(lower(coalesce(var.base_solution_file, "-")), ".zip")
    error_message = "The package of a solution is a .zip file."
  }
}

variable "sales_solution_file" {
  description = "Path of the package of the solution MicrosoftDynamicsNavIntegration; null when it is installed already."
  type        = string
  default     = null

  validation {
    condition     = var.sales_solution_file == null || endswith(lower(coalesce(var.sales_solution_file, "-")), ".zip")
    error_message = "The package of a solution is a .zip file."
  }
}

variable "companion_app_file" {
  description = "Path of the companion extension's .app file; null when the extension is installed already, or by other means."
  type        = string
  default     = null

  validation {
    condition     = var.companion_app_file == null || endswith(lower(coalesce(var.companion_app_file, "-")), ".app")
    error_message = "The package of an extension is an .app file."
  }
}

variable "deletion_policies" {
  description = "What destroy does with the integration user (disable, delete or retain), the solutions and the companion app (retain or uninstall)."
  type = object({
    integration_user = optional(string, "disable")
    solutions        = optional(string, "retain")
    companion_app    = optional(string, "retain")
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["disable", "delete", "retain"], var.deletion_policies.integration_user)
    error_message = "integration_user must be disable, delete or retain."
  }

  validation {
    condition     = alltrue([for policy in [var.deletion_policies.solutions, var.deletion_policies.companion_app] : contains(["retain", "uninstall"], policy)])
    error_message = "solutions and companion_app must be retain or uninstall."
  }
}
