// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package team_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestManyMemberships refreshes memberships of many teams together, and sees one that somebody ended.
func TestManyMemberships(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	const teams, most = 50, 12
	env := acctest.New(t, acctest.WithLatency(10*time.Millisecond))
	for i := range teams {
		env.Insert(inDataverse("teams"), acctest.Row{"teamid": fmt.Sprintf("000000ee-0000-4000-8000-%012d", i), "name": fmt.Sprintf("Team %d", i), "_businessunitid_value": rootUnit, "teamtype": 0})
	}
	c := env.ProviderConfig() + fmt.Sprintf(`
resource "bcsales_team_membership" "this" {
  count          = %d
  team_id        = format("000000ee-0000-4000-8000-%%012d", count.index)
  system_user_id = "%s"
}
`, teams, userJim)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: c},
			{
				PreConfig: env.ResetRequests, RefreshState: true,
				Check: func(*terraform.State) error {
					reads := env.Reads(acctest.Dataverse)
					t.Logf("%d requests for %d memberships", reads, teams)
					if reads == 0 || reads > most {
						return fmt.Errorf("%d requests for %d memberships, wanted at most %d", reads, teams, most)
					}
					return nil
				},
			},
			{
				PreConfig: func() {
					link := env.Find(inDataverse("teammemberships"), "teamid", "000000ee-0000-4000-8000-000000000007")
					env.Delete(inDataverse("teammemberships"), link["teammembershipid"].(string))
				},
				Config: c,
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(address+"[7]", plancheck.ResourceActionCreate),
					plancheck.ExpectResourceAction(address+"[8]", plancheck.ResourceActionNoop),
				}},
			},
			{Config: c, PlanOnly: true},
		},
	})
}
