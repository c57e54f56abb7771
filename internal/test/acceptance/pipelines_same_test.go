// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestSameConfigurationAtOnce applies one configuration from two states at once. Whatever the second meets half-made, it does not
// advise an import where a second apply is enough, which it is.
func TestSameConfigurationAtOnce(t *testing.T) {
	t.Parallel()
	for _, sales := range acctest.Sample([]string{"", "item_availability = true\n  proxy_version = 101", "legacy_sales_orders = true\n  auto_create_sales_orders = true"}) {
		t.Run(strings.ReplaceAll(sales, "\n", ""), func(t *testing.T) {
			t.Parallel()
			env := sharedDataverse(t, 1, "Production")
			both := []*party{newParty(t, env, "Production", 0), newParty(t, env, "Production", 0)}
			failed := make([]error, len(both))
			var group sync.WaitGroup
			for i, p := range both {
				p.owner = `deletion_policy = "delete"`
				p.sales = sales + "\n}\nresource \"bcsales_salesperson_coupling\" \"this\" {\n  company_id = bcsales_sales_connection_setup.this.company_id\n" +
					"  salesperson_code  = \"S01\"\n  system_user_email = \"seller01@adventureworks.example\""
				group.Go(func() { failed[i] = p.apply() })
			}
			group.Wait()
			for i, p := range both {
				if failed[i] != nil {
					t.Logf("the first apply of state %d: %v", i, failed[i])
				}
				if strings.Contains(fmt.Sprint(failed[i]), "terraform import") {
					t.Errorf("state %d is to be imported: %v", i, failed[i])
				}
				if failed[i] != nil {
					p.must(p.apply())
				}
			}
			for _, p := range both {
				p.connected()
				p.settled()
			}
			for _, p := range both {
				p.must(p.destroy())
			}
			nothingLeft(t, env)
		})
	}
}
