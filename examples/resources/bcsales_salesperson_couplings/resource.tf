# Everybody who has the same e-mail address on both sides, and one person who does not.
data "bcsales_salesperson_matches" "cronus" {
  company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
}

resource "bcsales_salesperson_couplings" "cronus" {
  company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
  couplings = merge(data.bcsales_salesperson_matches.cronus.couplings, {
    JO = "jim.olive@contoso.com"
  })
}
