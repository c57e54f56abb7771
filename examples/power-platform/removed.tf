# The state forgets these objects, and nothing happens to them.

removed {
  from = powerplatform_user.jim

  lifecycle {
    destroy = false
  }
}

removed {
  from = powerplatform_application_user.integration

  lifecycle {
    destroy = false
  }
}

removed {
  from = powerplatform_security_role_assignment.administrator

  lifecycle {
    destroy = false
  }
}

removed {
  from = powerplatform_solution.base

  lifecycle {
    destroy = false
  }
}

removed {
  from = powerplatform_managed_solution.sales

  lifecycle {
    destroy = false
  }
}
