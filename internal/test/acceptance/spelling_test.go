// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/seed"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestGuideWithOtherSpelling: if the service has another name for the navigation property of the company's owning
// team, the whole guide passes, and the provider asks for the name once per run.
func TestGuideWithOtherSpelling(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	const before = `"dataverse": {`
	document := string(seed.Demo())
	if strings.Count(document, before) != 1 {
		t.Fatal("the demo tenant's seed has another form")
	}
	env := acctest.New(t, acctest.WithSeed(strings.Replace(document, before,
		before+`"options": {"navigationProperties": {"bcbi_company": {"bcbi_DefaultOwningTeam": "bcbi_defaultowningteam"}}},`, 1)))
	text := newGuide(t, env).config()
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{{
			Config: text,
			Check: func(*terraform.State) error {
				team := env.Find(dataverseSet("bcbi_companies"), "bcbi_externalid", companyID)["_bcbi_defaultowningteam_value"]
				if team == nil {
					return errors.New("the company has no owning team")
				}
				asked := 0
				for _, count := range env.Requests() {
					if strings.Contains(count.Route, "EntityDefinitions") {
						asked += count.Count
					}
				}
				if asked != 1 {
					return fmt.Errorf("asked %d times for the name, want 1", asked)
				}
				return nil
			},
			ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
		}},
	})
}
