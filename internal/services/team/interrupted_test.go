// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package team_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestMembership_interrupted takes a membership that an interrupted creation made for its own.
func TestMembership_interrupted(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	short := strings.TrimSuffix(config(env, team, userJim), "}\n") + "  timeouts = { create = \"3s\" }\n}\n"
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{
				PreConfig: func() {
					env.Faults(acctest.Fault{API: acctest.Dataverse, Method: "POST", Path: "teammembership_association", Action: "reset_after", Times: 50})
				},
				Config: short, ExpectError: regexp.MustCompile(`create\s+the\s+team\s+membership`),
			},
			{PreConfig: func() { env.Faults() }, Config: config(env, team, userJim)},
			{Config: env.ProviderConfig()},
		},
	})
	expect(t, env)
}
