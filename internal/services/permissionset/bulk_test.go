// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package permissionset_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestManyAssignments refreshes the assignments of many users together, and sees one that somebody took.
func TestManyAssignments(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	const users, most = 20, 14
	env := acctest.New(t, acctest.WithLatency(10*time.Millisecond))
	for i := range users {
		env.Insert(set("users"), acctest.Row{"userSecurityId": someone(i), "userName": fmt.Sprintf("USER%d", i), "displayName": "User", "state": "Enabled"})
	}
	c := env.ProviderConfig() + fmt.Sprintf(`
resource "bcsales_permission_set_assignment" "test" {
  count             = %d
  company_id        = "%s"
  user_security_id  = format("000000f2-0000-4000-8000-%%012d", floor(count.index / 3))
  permission_set_id = ["D365 BASIC", "BCS READ", "D365 DYN CRM READ"][count.index %% 3]
}
`, 3*users, cronus)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: c},
			{
				PreConfig: env.ResetRequests, RefreshState: true,
				Check: func(*terraform.State) error {
					reads := env.Reads(acctest.BusinessCentral)
					t.Logf("%d requests for %d assignments", reads, 3*users)
					if reads == 0 || reads > most {
						return fmt.Errorf("%d requests for %d assignments, wanted at most %d", reads, 3*users, most)
					}
					return nil
				},
			},
			{
				PreConfig: func() {
					row, _ := given(env, someone(7), "BCS READ", "CRONUS")
					env.Delete(set("userPermissions"), row["id"].(string))
				},
				Config: c,
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(address+"[22]", plancheck.ResourceActionCreate),
					plancheck.ExpectResourceAction(address+"[23]", plancheck.ResourceActionNoop),
				}},
				Check: has(env, someone(7), "BCS READ", "CRONUS", true),
			},
			{Config: c, PlanOnly: true},
		},
	})
}

func someone(i int) string { return fmt.Sprintf("000000f2-0000-4000-8000-%012d", i) }
