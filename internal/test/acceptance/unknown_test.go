// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// laterConfig is a provider block whose Dataverse address is known only after apply, and changes with the release.
func laterConfig(env *acctest.Env, release int) string {
	url := env.Emulator().URL()
	block := strings.Replace(env.ProviderConfig(), fmt.Sprintf("dataverse_url                = %q", url), "dataverse_url                = terraform_data.url.output", 1)
	return block + fmt.Sprintf(`
resource "terraform_data" "url" {
  input            = %q
  triggers_replace = %d
}
`, url, release)
}

// TestProviderIsConfiguredLater takes an argument of the provider from a resource of the same run: plans work
// without the services, existing objects keep their state, and data sources name the argument.
func TestProviderIsConfiguredLater(t *testing.T) {
	t.Parallel()
	const assignment = `
resource "bcsales_security_role_assignment" "this" {
  system_user_id   = "` + userJim + `"
  role_template_id = "236750cd-45ae-4939-ab12-b24b920ced93"
}
`
	env := acctest.New(t)
	acctest.OnlyTerraform(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: laterConfig(env, 1) + assignment, ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: empty()}},
			{
				Config: laterConfig(env, 2) + assignment,
				ConfigPlanChecks: resource.ConfigPlanChecks{
					PreApply:             []plancheck.PlanCheck{plancheck.ExpectResourceAction("bcsales_security_role_assignment.this", plancheck.ResourceActionNoop)},
					PostApplyPostRefresh: empty(),
				},
			},
			{
				Config:      laterConfig(env, 3) + assignment + `data "bcsales_security_roles" "all" {}`,
				ExpectError: regexp.MustCompile(`(?s)cannot be read yet.*dataverse_url.*depends_on`),
			},
		},
	})
}
