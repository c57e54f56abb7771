// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package license_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestManyAssignments refreshes many assignments with few requests: accounts are read together, products once.
func TestManyAssignments(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	const n = 60 // each of the step's plans reads the products twice at most: once immediately, and once for requests that arrived during that read
	env := newEnv(t)
	product(env, group, "BULK", 2*n)
	for i := range n {
		env.Insert(accounts(), acctest.Row{"userPrincipalName": fmt.Sprintf("user%d@%s", i, tenantDomain), "displayName": "User", "usageLocation": "DE"})
	}
	c := env.ProviderConfig() + fmt.Sprintf(`
resource "bcsales_license_assignment" "test" {
  count           = %d
  user_id         = "user${count.index}@%s"
  sku_part_number = "BULK"
}
`, n, tenantDomain)
	acctest.Run(t, resource.TestCase{
		ProtoV6ProviderFactories: env.Factories(),
		CheckDestroy:             consumed(env, group, 0),
		Steps: []resource.TestStep{
			{Config: c, Check: consumed(env, group, n)},
			{
				PreConfig: env.ResetRequests, Config: c,
				Check: func(*terraform.State) error {
					products, people := 0, 0
					for _, count := range env.Requests() {
						switch {
						case strings.HasSuffix(count.Route, "/subscribedSkus"):
							products += count.Count
						case strings.HasPrefix(count.Route, "/v1.0/users"):
							people += count.Count
						}
					}
					// The step refreshes twice, by provider processes of their own.
					t.Logf("%d requests for products, %d for accounts", products, people)
					if products > 4 || people > n {
						return fmt.Errorf("%d requests for products and %d for %d accounts", products, people, n)
					}
					return nil
				},
			},
		},
	})
}
