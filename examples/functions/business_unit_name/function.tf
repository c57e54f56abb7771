# "CRONUS International Ltd. (6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c)"
output "business_unit_name" {
  value = provider::bcsales::business_unit_name("CRONUS International Ltd.", "6F7A1C9E-2B4D-4E83-9C50-1D2E3F4A5B6C")
}
