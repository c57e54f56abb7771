# Users and teams with the role Business Central Integration Administrator.
list "bcsales_security_role_assignment" "found" {
  provider         = bcsales
  include_resource = true

  config {
    role_id = "8c8d4f51-a72b-e511-80d9-3863bb349780"
  }
}
