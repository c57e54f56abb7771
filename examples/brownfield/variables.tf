variable "company_name" {
  description = "Name of the Business Central company that is already integrated."
  type        = string
}

variable "dataverse_url" {
  description = "Origin of the Dataverse environment, as in the Dataverse Connection Setup."
  type        = string
}

variable "integration_user_email" {
  description = "User name in the Dataverse Connection Setup."
  type        = string
}

variable "ownership_model" {
  description = "Ownership model in the Dataverse Connection Setup: person or team."
  type        = string
}
