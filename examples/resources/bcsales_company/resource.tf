# The new company is empty: open it once in Business Central and run its setup before it is connected with Dataverse.
resource "bcsales_company" "fabrikam" {
  name         = "Fabrikam"
  display_name = "Fabrikam, Inc."
}

# A company that already exists, taken over as it is. Destroy leaves it in place.
resource "bcsales_company" "cronus" {
  name           = "CRONUS International Ltd."
  adopt_existing = true
}
