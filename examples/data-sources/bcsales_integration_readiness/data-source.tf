data "bcsales_integration_readiness" "cronus" {
  company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"
}

# Every plan warns as long as something has to be done.
check "integration" {
  assert {
    condition = data.bcsales_integration_readiness.cronus.ready
    error_message = join("\n", [
      for check in data.bcsales_integration_readiness.cronus.checks :
      "${check.title}: ${check.detail} What to do: ${check.remedy}" if check.status == "fail"
    ])
  }
}

# Stops a run that needs a working integration. With depends_on on the company's last resource it ends an onboarding.
data "bcsales_integration_readiness" "required" {
  company_id = "6f7a1c9e-2b4d-4e83-9c50-1d2e3f4a5b6c"

  lifecycle {
    postcondition {
      condition = self.ready
      error_message = join("\n", [
        for check in self.checks : "${check.id}: ${check.detail} What to do: ${check.remedy}" if check.status == "fail"
      ])
    }
  }
}

# Findings that may be intended, such as a job on hold.
output "warnings" {
  value = [for check in data.bcsales_integration_readiness.cronus.checks : check.detail if check.status == "warn"]
}
