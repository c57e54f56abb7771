// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package securityrole_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func TestSecurityRoles(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	child := env.Insert(set("businessunits"), acctest.Row{"name": "Child", "_parentbusinessunitid_value": rootUnit})["businessunitid"].(string)
	root := copyOf(env, "Basic User", rootUnit)
	const data = "data.bcsales_security_roles."
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{{
			Config: env.ProviderConfig() + `
data "bcsales_security_roles" "all" {}
data "bcsales_security_roles" "named" { name = "Basic User" }
data "bcsales_security_roles" "copies" { root_role_id = "` + root + `" }
data "bcsales_security_roles" "one" {
  role_template_id = "` + basic + `"
  business_unit_id = "` + child + `"
}
data "bcsales_security_roles" "none" { name = "O'Neil" }
`,
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(data+"all", "security_roles.0.name", "Basic User"),
				resource.TestCheckResourceAttr(data+"named", "security_roles.#", "2"),
				resource.TestCheckResourceAttr(data+"copies", "security_roles.#", "2"),
				resource.TestCheckResourceAttr(data+"one", "security_roles.#", "1"),
				resource.TestCheckResourceAttr(data+"one", "security_roles.0.id", copyOf(env, "Basic User", child)),
				resource.TestCheckResourceAttr(data+"one", "security_roles.0.root_role_id", root),
				resource.TestCheckResourceAttr(data+"one", "security_roles.0.role_template_id", basic),
				resource.TestCheckResourceAttr(data+"one", "security_roles.0.business_unit_id", child),
				resource.TestCheckResourceAttr(data+"none", "security_roles.#", "0"),
			),
		}},
	})
}
