variable "company_id" {
  description = "Id of the company in Business Central."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", var.company_id))
    error_message = "The id of a company is a GUID."
  }
}

variable "company_name" {
  description = "Name of the company in Business Central: its name, not its display name."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.company_name) > 0 && length(var.company_name) <= 30
    error_message = "The name of a company has 1 to 30 characters. This may be its display name."
  }
}

variable "dataverse_url" {
  description = "Origin of the Dataverse environment, such as https://contoso.crm4.dynamics.com."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[^/?#\\s]+/?$", var.dataverse_url))
    error_message = "This must be an https address without a path, such as https://contoso.crm4.dynamics.com."
  }
}

variable "integration_user_email" {
  description = "E-mail address of the account that Business Central signs in with, as the module prepare-environment returns it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^@\\s]+@[^@\\s]+$", var.integration_user_email))
    error_message = "This must be an e-mail address."
  }
}

variable "consent_acknowledged" {
  description = "Whether your organization agrees that Business Central and Dataverse exchange data. Replaces the consent screen of the assisted setup."
  type        = bool
  nullable    = false

  validation {
    condition     = var.consent_acknowledged
    error_message = "The connection cannot be enabled without consent."
  }
}

variable "ownership_model" {
  description = "Who owns the company's records in Dataverse: team (the company's owning team) or person (the user whose salesperson is on the record)."
  type        = string
  default     = "person"
  nullable    = false

  validation {
    condition     = contains(["person", "team"], var.ownership_model)
    error_message = "ownership_model must be person or team."
  }
}

variable "couplings" {
  description = "Salespeople and their users in Sales: code of the salesperson => id or e-mail address of the system user."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for code in keys(var.couplings) : length(code) > 0 && length(code) <= 20])
    error_message = "The code of a salesperson has 1 to 20 characters."
  }

  validation {
    condition     = alltrue([for user in values(var.couplings) : try(length(trimspace(user)) > 0, false)])
    error_message = "Each coupling needs the id or the e-mail address of a user: ${join(", ", [for code, user in var.couplings : code if try(length(trimspace(user)) == 0, true)])}."
  }

  validation {
    condition     = length(distinct([for code, user in var.couplings : lower(coalesce(user, code))])) == length(var.couplings)
    error_message = "A user can be coupled with one salesperson of a company only."
  }
}

variable "exclusive_couplings" {
  description = "Whether couplings of other salespeople are removed."
  type        = bool
  default     = false
  nullable    = false
}

variable "sales" {
  description = "Settings of the Sales connection; omitted settings have the provider's defaults."
  type = object({
    business_central_url       = optional(string)
    item_availability          = optional(bool)
    legacy_sales_orders        = optional(bool)
    auto_create_sales_orders   = optional(bool)
    bidirectional_sales_orders = optional(bool)
    auto_process_sales_quotes  = optional(bool)
    unit_group_mapping         = optional(bool)
  })
  default  = {}
  nullable = false

  validation {
    condition     = !(coalesce(var.sales.legacy_sales_orders, false) && coalesce(var.sales.bidirectional_sales_orders, false))
    error_message = "legacy_sales_orders and bidirectional_sales_orders exclude each other."
  }
}

variable "synchronization" {
  description = "The initial synchronization; enabled = false leaves it out. The other arguments are passed to bcsales_initial_synchronization."
  type = object({
    enabled          = optional(bool, true)
    mappings         = optional(set(string))
    match_fields     = optional(map(list(string)))
    create_unmatched = optional(set(string))
    triggers         = optional(map(string))
    when_populated   = optional(string)
    on_error         = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["couple", "fail"], coalesce(var.synchronization.when_populated, "couple"))
    error_message = "when_populated must be couple or fail."
  }

  validation {
    condition     = contains(["fail", "warn"], coalesce(var.synchronization.on_error, "fail"))
    error_message = "on_error must be fail or warn."
  }
}

variable "check_readiness" {
  description = "Whether every plan and apply reports what is not ready. Set it to false where a test plans a company that does not exist yet."
  type        = bool
  default     = true
  nullable    = false
}

variable "deletion_policy" {
  description = "What destroy does with the company's business unit, owning team and row in Dataverse: retain or delete."
  type        = string
  default     = "retain"
  nullable    = false

  validation {
    condition     = contains(["retain", "delete"], var.deletion_policy)
    error_message = "deletion_policy must be retain or delete."
  }
}
