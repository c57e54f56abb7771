// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestEachRequestRefused makes, changes and removes couplings with each request refused in turn. Who cannot
// read what only advises, or what is read beforehand, may still couple.
func TestEachRequestRefused(t *testing.T) {
	acctest.Long(t)
	t.Parallel()
	for name, steps := range map[string][]string{
		"salespeople": {
			people("", "JO", userJim, "lt", "Lina.Townsend@contoso.example"),
			people("", "JO", "lina.townsend@contoso.example", "OF", userJim),
			"",
		},
		"salesperson": {
			person("salesperson_code = \"JO\"\n system_user_id = \"" + userJim + "\""),
			person("salesperson_code = \"JO\"\n system_user_email = \"otis.falls@contoso.example\""),
			"",
		},
		"record": {record("customer", customer, account), record("customer", customer, account2), `
data "bcsales_record_couplings" "this" {
  company_id = "` + cronus + `"
}
`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := acctest.Denials{Tolerated: `/(WhoAmI|v2\.0/companies|salesConnectionSetups|dataverseConnectionSetups|fullSynchronizationLines) `, Unlisted: name == "salespeople"}
			f := newFixture(t, r.Options()...)
			r.In(t, f.Env)
			for _, step := range steps {
				r.Apply(f.ProviderConfig() + step)
			}
		})
	}
}
