# Says which companies a change of companies.yaml concerns. It needs no provider and keeps no state.

terraform {
  required_version = ">= 1.11"
}

variable "before" {
  description = "companies.yaml before the change; empty for all companies."
  type        = string
  default     = ""
}

locals {
  now    = yamldecode(file("${path.module}/../companies.yaml"))
  before = try(yamldecode(var.before), {})

  # Two of them may have different attributes, so they are compared as text.
  changed = [for key, company in local.now : key if jsonencode(company) != try(jsonencode(local.before[key]), "")]
  gone    = [for key, company in local.before : key if !contains(keys(local.now), key) && try(company.connected, true)]
}

output "companies" {
  description = "Keys of the companies that are new or have changed."
  value       = local.changed

  precondition {
    condition     = length(local.gone) == 0
    error_message = "Set connected to false, and apply, before a company is taken off the list: ${join(", ", local.gone)}."
  }
}

output "matrix" {
  description = "The same for a matrix of Azure DevOps, whose names have no hyphens."
  value       = { for key in local.changed : replace(key, "-", "_") => { company = key } }
}
