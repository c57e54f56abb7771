// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestSetups_takeOverFails lets the enabling of setups that somebody else made fail: they are not destroyed before the
// next apply, which takes them over again, and stay in place on destroy.
func TestSetups_takeOverFails(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, path := range map[string]string{"Dataverse": `dataverseConnectionSetups\(.*enable$`, "Sales": `salesConnectionSetups\(.*enable$`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			dataverse := f.Insert(dataverseSetups(), acctest.Row{"environmentUrl": "", "userName": "", "isEnabled": false})
			sales := f.Insert(salesSetups(), acctest.Row{"isEnabled": false, "proxyVersion": 9})
			config := f.prelude + f.dataverse() + f.sales()
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: f.Factories(),
				Steps: []resource.TestStep{
					{PreConfig: func() { f.Faults(refusal(path, "Not today.")) }, Config: config, ExpectError: words("Not today")},
					{Config: config},
				},
			})
			f.expectBoth(t, false)
			if id(f.only(t, dataverseSetups())) != id(dataverse) || id(f.only(t, salesSetups())) != id(sales) {
				t.Error("an existing setup was destroyed and recreated")
			}
		})
	}
}

// TestSetups_madeByAKilledApply takes setups up that the provider's own identity made and no state remembers, as after an
// apply that was killed, whether they are on or off: destroy deletes them.
func TestSetups_madeByAKilledApply(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, lines := range map[string][]string{"on": nil, "off": {`enabled = false`}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			forget := func(address string) string {
				return "\nremoved {\n  from = " + address + "\n  lifecycle {\n    destroy = false\n  }\n}\n"
			}
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: f.Factories(),
				Steps: []resource.TestStep{
					{Config: f.prelude + f.dataverse(lines...) + f.sales(lines...)},
					{Config: f.prelude + forget(dataverseAddress) + forget(salesAddress)},
					{PreConfig: func() { f.expectBoth(t, lines == nil) }, Config: f.prelude + f.dataverse() + f.sales()},
				},
			})
			if rows := append(f.Rows(dataverseSetups()), f.Rows(salesSetups())...); len(rows) != 0 {
				t.Errorf("destroy left %v", rows)
			}
		})
	}
}
