// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

// TestInitial_matchFieldsPlanned refuses a match field in the plan that the mapping lacks, and lists those that it has.
func TestInitial_matchFieldsPlanned(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "Team")
	plan := func(fields string) resource.TestStep {
		return resource.TestStep{Config: f.config("match_fields = { " + fields + " }"), PlanOnly: true, ExpectNonEmptyPlan: true}
	}
	bad := plan(`CUSTOMER = ["Mail"]`)
	bad.ExpectError = inWords(`match_fields names the field "Mail", which the table mapping CUSTOMER does not have. What to do: Name one of the fields that the mapping has: Name, E-Mail.`)
	f.run(bad, plan(`CUSTOMER = ["e-mail"]`), plan(`CLIENT = ["Name"]`))
}
