// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package securityrole_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestInterrupted takes a role that an interrupted creation assigned for its own.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t)
	role := copyOf(env, "Basic User", rootUnit)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             userHas(env, role, false),
		Steps: []resource.TestStep{
			{
				PreConfig: func() {
					env.Faults(acctest.Fault{API: acctest.Dataverse, Method: "POST", Path: "systemuserroles_association", Action: "reset_after", Times: 50})
				},
				Config:      config(env, ofUser(user), byID(role)+"\n  timeouts = { create = \"3s\" }"),
				ExpectError: regexp.MustCompile(`create\s+the\s+security\s+role\s+assignment`),
			},
			{PreConfig: func() { env.Faults() }, Config: config(env, ofUser(user), byID(role)), Check: userHas(env, role, true)},
		},
	})
}

// TestMoveInTheSameRun updates the assignment in the run that moves its user to another business unit.
func TestMoveInTheSameRun(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t)
	const application = "000000a9-0000-4000-8000-000000000009"
	env.Insert(acctest.Set{API: acctest.Graph, Name: "servicePrincipals"}, acctest.Row{"appId": application, "displayName": "Robot"})
	child := env.Insert(set("businessunits"), acctest.Row{"name": "Child", "_parentbusinessunitid_value": rootUnit})["businessunitid"].(string)
	both := func(unit, read string) string {
		return fmt.Sprintf(`
resource "bcsales_integration_user" "robot" {
  application_id   = %q
  business_unit_id = %q
}
`, application, unit) + config(env, "system_user_id = bcsales_integration_user.robot.id", byTemplate(basic)+"\n  timeouts = { read = \""+read+"\" }")
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: both(rootUnit, "1m"), Check: expect("business_unit_id", rootUnit)},
			{Config: both(child, "2m"), Check: resource.ComposeAggregateTestCheckFunc(
				expect("business_unit_id", child), expect("assigned_role_id", copyOf(env, "Basic User", child)))},
		},
	})
}
