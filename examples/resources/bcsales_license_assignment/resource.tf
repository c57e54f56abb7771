# Dynamics 365 Sales for a salesperson, both named in readable form.
resource "bcsales_license_assignment" "sales" {
  user_id         = "jim@contoso.com"
  sku_part_number = "DYN365_ENTERPRISE_SALES"
}

# The same for several salespeople, by id and without one of the product's services.
resource "bcsales_license_assignment" "team" {
  for_each = toset(["lina@contoso.com", "otis@contoso.com"])

  user_id        = each.value
  sku_id         = "1e1a282c-9c54-43a2-9310-98ef728faace"
  disabled_plans = ["03acaee3-9492-4f40-aed4-bcb6b32981b6"]
}
