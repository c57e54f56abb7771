// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package salesperson_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const cronus = "000000cc-0000-4000-8000-000000000001"

func TestSalespeople(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	set := acctest.Set{API: acctest.BusinessCentral, Name: "salespeoplePurchasers", Company: cronus}
	env.Insert(set, acctest.Row{"code": "ZZ", "displayName": "O'Neill & Co", "email": "Zoe@Contoso.example", "blocked": true})
	all := len(env.Rows(set))
	const name = "data.bcsales_salespeople.this"
	config := func(lines ...string) string {
		return env.ProviderConfig() + "data \"bcsales_salespeople\" \"this\" {\n  company_id = \"" + cronus + "\"\n  " + strings.Join(lines, "\n  ") + "\n}\n" +
			"output \"count\" {\n  value = length(data.bcsales_salespeople.this.salespeople)\n}\n"
	}
	one := resource.ComposeAggregateTestCheckFunc(
		resource.TestCheckResourceAttr(name, "salespeople.#", "1"),
		resource.TestCheckResourceAttr(name, "salespeople.0.code", "ZZ"),
		resource.TestCheckResourceAttr(name, "salespeople.0.display_name", "O'Neill & Co"),
		resource.TestCheckResourceAttr(name, "salespeople.0.email", "Zoe@Contoso.example"),
		resource.TestCheckResourceAttr(name, "salespeople.0.blocked", "true"),
		resource.TestCheckNoResourceAttr(name, "salespeople.0.job_title"),
		resource.TestCheckResourceAttrSet(name, "salespeople.0.id"),
	)
	acctest.OnlyTerraform(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		Steps: []resource.TestStep{
			{Config: config(`code = ""`), ExpectError: regexp.MustCompile(`between 1 and 20`)},
			{Config: config(), Check: resource.TestCheckResourceAttrWith(name, "salespeople.#", func(value string) error {
				if value != strconv.Itoa(all) {
					t.Errorf("%s salespeople, want %d", value, all)
				}
				return nil
			})},
			{Config: config(`code = "zz"`), Check: one},
			{Config: config(`email = "zoe@contoso.EXAMPLE"`), Check: one},
			{Config: config(`blocked = true`), Check: one},
			{Config: config(`code = "ZZ"`, `blocked = false`), Check: resource.TestCheckResourceAttr(name, "salespeople.#", "0")},
		},
	})
}
