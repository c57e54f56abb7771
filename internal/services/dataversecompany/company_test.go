// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/bcsales/terraform-provider-bcsales/internal/acctest"
)

const companyID = "aaaaaaaa-0000-4000-8000-000000000001"

func seedBase(env *acctest.Env) {
	env.Insert(acctest.Set{API: acctest.Dataverse, Name: "solutions"}, acctest.Row{
		"uniquename": "bcbi_CdsBaseIntegration", "friendlyname": "Base", "version": "1.0.0.0", "ismanaged": true,
	})
}

func TestCompanyLifecycle(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	seedBase(env)
	config := env.ProviderConfig() + `
resource "bcsales_dataverse_company" "this" {
  company_id   = "` + companyID + `"
  company_name = "Fabrikam"
}
`
	const name = "bcsales_dataverse_company.this"
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{
				Config: config,
				Check: resource.ComposeAggregateTestCheckFunc(
					resource.TestCheckResourceAttr(name, "id", companyID),
					resource.TestCheckResourceAttr(name, "business_unit_name", "Fabrikam ("+companyID+")"),
					resource.TestCheckResourceAttr(name, "team_name", "BCI - Fabrikam ("+companyID+")"),
				),
				ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
			},
			{ResourceName: name, ImportState: true, ImportStateVerify: true},
		},
	})
}
