// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package company_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestCompanyUnderway deletes the company through which the automation API is asked, and goes on with another in the
// same run: what depends on a company is destroyed before the company is changed.
func TestCompanyUnderway(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: companyConfig(env, "Fabrikam", "") + `
import {
  to = bcsales_company.first
  id = "` + seededID + `"
}

resource "bcsales_company" "first" {
  name            = "CRONUS"
  deletion_policy = "delete"
  depends_on      = [bcsales_company.test]
}
`},
			{
				Config: companyConfig(env, "Fabrikam", `display_name = "Changed"`),
				Check: resource.ComposeAggregateTestCheckFunc(
					present(env, "CRONUS", false), resource.TestCheckResourceAttr(companyAddress, "display_name", "Changed"),
				),
			},
		},
	})
}
