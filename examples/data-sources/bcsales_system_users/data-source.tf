# The people who can be coupled with salespeople.
data "bcsales_system_users" "sales" {
  enabled     = true
  is_licensed = true
}

output "users_by_email" {
  value = {
    for user in data.bcsales_system_users.sales.system_users : user.internal_email_address => user.id
    if !user.is_integration_user && user.internal_email_address != null
  }
}
