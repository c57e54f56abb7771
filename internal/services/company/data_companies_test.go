// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package company_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func TestCompanies(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.WithSeed(`{"businesscentral": {"companion": "1.1.0.0", "companies": [
		{"id": "00000c01-0000-4000-8000-000000000001", "name": "CRONUS", "displayName": "CRONUS International Ltd."},
		{"id": "00000c02-0000-4000-8000-000000000002", "name": "Bob's Best", "displayName": "Bob"}]}}`))
	const name = "data.bcsales_companies.this"
	config := func(line string) string {
		return env.ProviderConfig() + "data \"bcsales_companies\" \"this\" {\n  " + line + "\n}\n"
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(""), Check: resource.TestCheckResourceAttr(name, "companies.#", "2")},
			{Config: config(`name = "Bob's Best"`), Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(name, "companies.#", "1"),
				resource.TestCheckResourceAttr(name, "companies.0.id", "00000c02-0000-4000-8000-000000000002"),
				resource.TestCheckResourceAttr(name, "companies.0.display_name", "Bob"),
				resource.TestCheckNoResourceAttr(name, "companies.0.business_profile_id"),
			)},
			{Config: config(`display_name = "CRONUS International Ltd."`), Check: resource.TestCheckResourceAttr(name, "companies.0.name", "CRONUS")},
			{Config: config(`name = "Nobody"`), Check: resource.TestCheckResourceAttr(name, "companies.#", "0")},
		},
	})
}
