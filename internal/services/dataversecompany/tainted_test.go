// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataversecompany_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestCompanyLeavesWhatWasFoundAfterAFailure lets a creation in a unit that somebody else made fail half-way. The resource
// is tainted then, and Terraform destroys it without its private state: the unit stays, and what was made goes.
func TestCompanyLeavesWhatWasFoundAfterAFailure(t *testing.T) {
	t.Parallel()
	const root, unit = "000000b0-0000-4000-8000-000000000001", "000000b0-0000-4000-8000-0000000000aa"
	env := acctest.New(t)
	env.Insert(set("businessunits"), acctest.Row{"businessunitid": unit, "name": "Europe", "_parentbusinessunitid_value": root})
	here := config(env, `business_unit_id = "`+unit+`"`+"\n  deletion_policy = \"delete\"")
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: here, ExpectError: regexp.MustCompile(`base integration solution is not imported`)},
			{PreConfig: func() { seedBase(env) }, Config: here, ConfigPlanChecks: empty()},
		},
		CheckDestroy: func(*terraform.State) error {
			env.Find(set("businessunits"), "businessunitid", unit)
			for _, row := range env.Rows(set("teams")) {
				if row["name"] == "BCI - Europe" {
					return fmt.Errorf("the team %v was left", row["teamid"])
				}
			}
			return nil
		},
	})
}
