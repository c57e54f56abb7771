// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func TestSolutions_dataSource(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	set := acctest.Set{API: acctest.Dataverse, Name: "solutions"}
	env.Insert(set, acctest.Row{"uniquename": "bcbi_CdsBaseIntegration", "friendlyname": "Base integration", "version": "1.2.0.0", "ismanaged": true, "isvisible": true})
	env.Insert(set, acctest.Row{"uniquename": "contoso", "friendlyname": "Contoso", "version": "1.0.0.0", "ismanaged": false, "isvisible": true})
	source := func(lines string) string {
		return env.ProviderConfig() + "\ndata \"bcsales_solutions\" \"this\" {\n  " + lines + "\n}\n"
	}
	is := func(key, value string) resource.TestCheckFunc {
		return resource.TestCheckResourceAttr("data.bcsales_solutions.this", key, value)
	}
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: source(`unique_name = "bcbi_CdsBaseIntegration"`), Check: resource.ComposeAggregateTestCheckFunc(
				is("solutions.#", "1"), is("solutions.0.version", "1.2.0.0"), is("solutions.0.is_managed", "true"), is("solutions.0.friendly_name", "Base integration"))},
			{Config: source("is_managed = false\n  is_visible = true\n  unique_name = \"contoso\""), Check: is("solutions.#", "1")},
			{Config: source("is_managed = true\n  unique_name = \"contoso\""), Check: is("solutions.#", "0")},
			{Config: source(""), Check: resource.TestCheckResourceAttrSet("data.bcsales_solutions.this", "solutions.1.unique_name")},
		},
	})
}
