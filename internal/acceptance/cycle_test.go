// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/acctest"
)

func TestGuideApplies(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	g := newGuide(t, env)
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{
				Config:           g.config(),
				ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: empty()},
			},
		},
	})
}
