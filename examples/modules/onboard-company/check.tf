# Checks Business Central's own preconditions, and what makes synchronization fail later. Every plan and apply warns about
# what is wrong and says what to do.
data "bcsales_integration_readiness" "this" {
  count = var.check_readiness ? 1 : 0

  company_id = bcsales_sales_connection_setup.this.company_id

  # Before the company is set up there is nothing to report. The data source is not inside the check block, because
  # Terraform would then plan to read it in every apply, and no plan would be empty.
  depends_on = [
    bcsales_security_role_assignment.team,
    bcsales_salesperson_couplings.this,
    bcsales_initial_synchronization.this,
  ]
}

check "readiness" {
  assert {
    condition = alltrue(data.bcsales_integration_readiness.this[*].ready)
    error_message = join("\n", concat(["${var.company_name} is not ready for the integration:"], [
      for check in flatten(data.bcsales_integration_readiness.this[*].checks) :
      "- ${check.title}: ${check.detail} ${coalesce(check.remedy, "-")}" if check.status == "fail"
    ]))
  }
}
