// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup_test

import (
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestDataverse_interruptedChange lets the time of an orchestrated update run out while a step waits for its answer: both
// connections are turned off all the same, the error says so, and the next apply turns both on.
func TestDataverse_interruptedChange(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, step := range acctest.SampleOf(map[string][2]string{
		"writing":            {http.MethodPatch, `dataverseConnectionSetups\(`},
		"enabling Dataverse": {http.MethodPost, `dataverseConnectionSetups\(.*enable$`},
		"enabling Sales":     {http.MethodPost, `salesConnectionSetups\(.*enable$`},
	}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := arrange(t)
			config := func(lines ...string) string { return f.prelude + f.dataverse(lines...) + f.sales() }
			acctest.Run(t, resource.TestCase{
				ProtoV6ProviderFactories: f.Factories(),
				Steps: []resource.TestStep{
					{Config: config()},
					{
						PreConfig: func() {
							f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: step[0], Path: step[1], Action: "delay", Delay: "2m", Times: 1})
						},
						Config:      config(`ownership_model = "person"`, `timeouts = { update = "5s" }`),
						ExpectError: words("The Sales connection and the Dataverse connection of company " + cronus + " stay off after the failure"),
					},
					{
						PreConfig: func() {
							f.Faults()
							f.expectBoth(t, false)
						},
						Config: config(`ownership_model = "person"`),
						Check:  func(*terraform.State) error { f.expectBoth(t, true); return nil },
					},
				},
			})
		})
	}
}
