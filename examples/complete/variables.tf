variable "companies" {
  description = <<-EOT
    The companies to onboard, by name in Business Central (not the display name). For each:
    ownership_model: person or team; couplings: salespeople whom their e-mail address does not pair with a user, as
    code => id or e-mail address of the system user; uncoupled: codes of salespeople to leave out; synchronize: whether the
    data is synchronized once everything is set up. A company without settings may be null, as in YAML.
  EOT
  type = map(object({
    ownership_model = optional(string, "person")
    couplings       = optional(map(string), {})
    uncoupled       = optional(set(string), [])
    synchronize     = optional(bool, true)
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.companies) : length(name) > 0 && length(name) <= 30])
    error_message = "The name of a company has 1 to 30 characters: ${join(", ", [for name in keys(var.companies) : "\"${name}\"" if length(name) == 0 || length(name) > 30])}."
  }

  validation {
    condition     = alltrue([for company in values(var.companies) : contains(["person", "team"], company.ownership_model) if company != null])
    error_message = "ownership_model must be person or team: ${join(", ", [for name, company in var.companies : name if try(!contains(["person", "team"], company.ownership_model), false)])}."
  }

  validation {
    condition     = alltrue(flatten([for company in values(var.companies) : [for user in values(company.couplings) : try(length(trimspace(user)) > 0, false)] if company != null]))
    error_message = "Each coupling needs the id or the e-mail address of a user; list salespeople in uncoupled to leave them out: ${join(", ", flatten([for name, company in var.companies : [for code, user in company.couplings : "${name}/${code}" if try(length(trimspace(user)) == 0, true)] if company != null]))}."
  }
}

variable "dataverse_url" {
  description = "Origin of the Dataverse environment, such as https://contoso.crm4.dynamics.com."
  type        = string
  nullable    = false
}

variable "integration_application_id" {
  description = "Client id of the Microsoft Entra application that Business Central signs in to Dataverse with."
  type        = string
  nullable    = false
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

variable "match_fields" {
  description = "How records that exist on both sides are recognized, by table mapping: fields in order of priority; null for what Business Central has."
  type        = map(list(string))
  default     = null
}

variable "create_unmatched" {
  description = "Table mappings that create a new record if nothing matches; null for what Business Central has."
  type        = set(string)
  default     = null
}

variable "deletion_policies" {
  description = "What destroy does with the integration user (disable, delete or retain), the solutions and the companion app (retain or uninstall), and the companies' business units, teams and rows in Dataverse (retain or delete)."
  type = object({
    integration_user = optional(string, "disable")
    solutions        = optional(string, "retain")
    companion_app    = optional(string, "retain")
    companies        = optional(string, "retain")
  })
  default  = {}
  nullable = false
}

variable "check_readiness" {
  description = "Whether every plan and apply reports what is not ready. Set it to false where a test plans companies that are not connected yet."
  type        = bool
  default     = true
  nullable    = false
}

variable "administrator_client_id" {
  description = "Client id of the administrator account; the provider's own when null."
  type        = string
  default     = null
}

variable "administrator_client_certificate_path" {
  description = "Path of the administrator account's certificate and private key (PEM or PFX without password)."
  type        = string
  default     = null
}
