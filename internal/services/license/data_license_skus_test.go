// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func TestSKUs(t *testing.T) {
	t.Parallel()
	env := newEnv(t)
	env.Patch(products(), officeNew, acctest.Row{"capabilityStatus": "Suspended"})
	at := func(name, value string) resource.TestCheckFunc {
		return resource.TestCheckResourceAttr("data.bcsales_license_skus.test", name, value)
	}
	source := func(arguments string) string {
		return env.ProviderConfig() + "data \"bcsales_license_skus\" \"test\" {\n" + arguments + "\n}\n"
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: source(""), Check: resource.ComposeAggregateTestCheckFunc(at("license_skus.#", "4"), at("license_skus.0.sku_part_number", salesPart))},
			{Config: source(`sku_part_number = "dyn365_enterprise_sales"`), Check: resource.ComposeAggregateTestCheckFunc(
				at("license_skus.#", "1"), at("license_skus.0.sku_id", sales), at("license_skus.0.status", "Enabled"), at("license_skus.0.applies_to", "User"),
				at("license_skus.0.enabled_units", "25"), at("license_skus.0.consumed_units", "6"), at("license_skus.0.available_units", "19"),
				at("license_skus.0.warning_units", "0"), at("license_skus.0.suspended_units", "0"),
				at("license_skus.0.service_plans.0.name", salesPart), at("license_skus.0.service_plans.0.status", "Success"), at("license_skus.0.service_plans.0.applies_to", "User"),
				at("license_skus.0.service_plans.0.id", "2da8e897-7791-486b-b08f-cc63c8129df7"))},
			{Config: source(text("sku_id", officeNew)), Check: resource.ComposeAggregateTestCheckFunc(at("license_skus.#", "1"), at("license_skus.0.available_units", "0"))},
			{Config: source(`sku_part_number = "NONE"`), Check: at("license_skus.#", "0")},
		},
	})
}
