data "bcsales_integration_readiness" "cronus" {
  company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
}

# Warns in every plan as long as something is to be done.
check "integration" {
  assert {
    condition = data.bcsales_integration_readiness.cronus.ready
    error_message = join("\n", [
      for check in data.bcsales_integration_readiness.cronus.checks :
      "${check.title}: ${check.detail} What to do: ${check.remedy}" if check.status == "fail"
    ])
  }
}
