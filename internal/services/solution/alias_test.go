// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestAdministratorAlias installs with an administrator's alias, and goes on without it and without the package.
func TestAdministratorAlias(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	const (
		reader = "0000001a-0000-4000-8000-000000000001" // an application of the demo tenant
		unit   = "000000b0-0000-4000-8000-000000000001"
		admin  = "22222222-0000-4000-8000-000000000002"
	)
	user := env.Insert(acctest.Set{API: acctest.Dataverse, Name: "systemusers"}, acctest.Row{"applicationid": reader, "_businessunitid_value": unit})["systemuserid"]
	for _, role := range env.Rows(acctest.Set{API: acctest.Dataverse, Name: "roles"}) {
		if role["name"] == "Basic User" && role["_businessunitid_value"] == unit {
			env.Insert(acctest.Set{API: acctest.Dataverse, Name: "systemuserrolescollection"}, acctest.Row{"systemuserid": user, "roleid": role["roleid"]})
		}
	}
	install := env.ProviderBlock("", reader) + env.ProviderBlock("administrator", admin) + fmt.Sprintf(`
resource "bcsales_solution" "test" {
  provider = bcsales.administrator
  file     = %q
}
`, pack(t, samples.BaseIntegration("1.0.0.0")))
	keep := env.ProviderBlock("", reader) + fmt.Sprintf(`
resource "bcsales_solution" "test" {
  unique_name = %q
}
`, baseName)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             installed(env, "1.0.0.0"),
		Steps: []resource.TestStep{
			{Config: install},
			{Config: install, PlanOnly: true},
			{Config: keep, ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
		},
	})
}
