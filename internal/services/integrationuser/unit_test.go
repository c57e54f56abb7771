// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package integrationuser_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestMovedByHand moves the user to another business unit, which takes its roles: the plan moves it back, and the roles
// are assigned in the unit where they count.
func TestMovedByHand(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	env := acctest.New(t)
	units := acctest.Set{API: acctest.Dataverse, Name: "businessunits"}
	links := acctest.Set{API: acctest.Dataverse, Name: "systemuserrolescollection"}
	child := env.Insert(units, acctest.Row{"name": "Child", "_parentbusinessunitid_value": rootUnit})["businessunitid"].(string)
	id := func() string { return env.Find(users, "applicationid", application)["systemuserid"].(string) }
	const assignment = "bcsales_security_role_assignment.this"
	config := func(arguments string) string {
		return applicationUser(env, arguments) + fmt.Sprintf(`
resource "bcsales_security_role_assignment" "this" {
  system_user_id = %s.id
  role_name      = "System Customizer"
}
`, address)
	}
	move := func() {
		for _, link := range env.Rows(links) {
			if link["systemuserid"] == id() {
				env.Delete(links, link["systemuserroleid"].(string))
			}
		}
		env.Patch(users, id(), acctest.Row{"_businessunitid_value": child})
	}
	hasRole := func(*terraform.State) error {
		for _, link := range env.Rows(links) {
			if link["systemuserid"] == id() && link["roleid"] == role(env, "System Customizer", rootUnit) {
				return nil
			}
		}
		return errors.New("the user lacks the root unit's role")
	}
	movedBack := func(config string) resource.TestStep {
		return resource.TestStep{
			PreConfig: move, Config: config,
			ConfigPlanChecks: resource.ConfigPlanChecks{
				PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
					plancheck.ExpectResourceAction(assignment, plancheck.ResourceActionCreate),
				},
				PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()},
			},
			Check: resource.ComposeAggregateTestCheckFunc(remote(env, "_businessunitid_value", rootUnit), expect("business_unit_id", rootUnit), hasRole),
		}
	}
	acctest.Run(t, resource.TestCase{ProtoV6ProviderFactories: env.Factories(), Steps: []resource.TestStep{
		{Config: config("")},
		movedBack(config("")),
		movedBack(config(fmt.Sprintf("business_unit_id = %q", rootUnit))),
		movedBack(config("")),
	}})
}
