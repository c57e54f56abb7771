// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestReadiness_terraform uses the report the way the documentation shows.
func TestReadiness_terraform(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := env.ProviderConfig() + `
data "bcsales_integration_readiness" "this" {
  company_id = "` + cronus + `"
}

check "readiness" {
  assert {
    condition     = data.bcsales_integration_readiness.this.ready
    error_message = join("\n", [for c in data.bcsales_integration_readiness.this.checks : "${c.title}: ${c.detail} ${c.remedy}" if c.status == "fail"])
  }
}
`
	postcondition := env.ProviderConfig() + `
data "bcsales_integration_readiness" "this" {
  company_id = "` + cronus + `"
  lifecycle {
    postcondition {
      condition     = self.ready
      error_message = "Not ready."
    }
  }
}
`
	acctest.OnlyTerraform(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config, Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr("data.bcsales_integration_readiness.this", "ready", "false"),
				resource.TestCheckResourceAttr("data.bcsales_integration_readiness.this", "checks.0.id", "company"),
				resource.TestCheckResourceAttr("data.bcsales_integration_readiness.this", "checks.0.status", "pass"),
				resource.TestCheckNoResourceAttr("data.bcsales_integration_readiness.this", "checks.0.remedy"),
			)},
			{Config: postcondition, ExpectError: regexp.MustCompile("Not ready")},
		},
	})
}
