// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businessunit_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const rootUnit = "000000b0-0000-4000-8000-000000000001"

func TestBusinessUnits(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	units := acctest.Set{API: acctest.Dataverse, Name: "businessunits"}
	env.Insert(units, acctest.Row{"name": "North", "_parentbusinessunitid_value": rootUnit})
	env.Insert(units, acctest.Row{"name": "South", "_parentbusinessunitid_value": rootUnit, "isdisabled": true})
	source := func(lines string) string {
		return env.ProviderConfig() + "\ndata \"bcsales_business_units\" \"this\" {\n  " + lines + "\n}\n"
	}
	is := func(key, value string) resource.TestCheckFunc {
		return resource.TestCheckResourceAttr("data.bcsales_business_units.this", key, value)
	}
	only := func(name string) resource.TestCheckFunc {
		return resource.ComposeAggregateTestCheckFunc(is("business_units.#", "1"), is("business_units.0.name", name))
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: source(""), Check: resource.ComposeAggregateTestCheckFunc(is("business_units.#", "3"), is("business_units.1.name", "North"), is("business_units.1.parent_business_unit_id", rootUnit), is("business_units.1.enabled", "true"))},
			{Config: source("root = true"), Check: resource.ComposeAggregateTestCheckFunc(only("Contoso"), resource.TestCheckNoResourceAttr("data.bcsales_business_units.this", "business_units.0.parent_business_unit_id"))},
			{Config: source("root = false"), Check: is("business_units.#", "2")},
			{Config: source(`name = "North"`), Check: only("North")},
			{Config: source("enabled = false"), Check: only("South")},
			{Config: source(`parent_business_unit_id = "` + rootUnit + `"`), Check: is("business_units.#", "2")},
		},
	})
}
