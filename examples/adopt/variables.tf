variable "dataverse_url" {
  description = "Origin of the Dataverse environment, as in the Dataverse Connection Setup."
  type        = string
}

variable "integration_user_email" {
  description = "User name in the Dataverse Connection Setup."
  type        = string
}
