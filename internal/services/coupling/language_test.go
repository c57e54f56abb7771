// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestSalesperson_spelledOtherwise: a code in another case, or with letters that Business Central holds decomposed, names
// the same salesperson: it plans nothing, after an import too.
func TestSalesperson_spelledOtherwise(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for name, test := range map[string]struct{ held, written string }{
		"in another case": {"JO", "jo"}, "decomposed": {"KA\u0308U", "KÄU"}, "decomposed, in another case": {"KA\u0308U", "käu"}, "Japanese": {"カ\u3099", "ガ"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.Patch(inCompany("salespeoplePurchasers"), jim, acctest.Row{"code": test.held})
			one := person(`salesperson_code = "` + test.written + `"
  system_user_id = "` + userJim + `"
  add_to_owning_team = false`)
			many := people("add_to_owning_team = false", test.written, userJim)
			f.run(
				f.apply(one, creates(onePerson)),
				f.apply(one, unchanged(onePerson)),
				f.after(func() { f.want(f.partner(jim) == userJim, "the salesperson is coupled") }, " ", plannedDestroy(onePerson)),
				f.apply(many, creates(manyPeople)),
				f.apply(many, unchanged(manyPeople)),
			)
			f.couple(jim, userJim)
			for address, config := range map[string]string{onePerson: one, manyPeople: many} {
				id := cronus
				if address == onePerson {
					id += "/" + test.written
				}
				f.run(
					resource.TestStep{Config: f.ProviderConfig() + config, ResourceName: address, ImportState: true, ImportStateId: id, ImportStatePersist: true},
					f.apply(config, unchanged(address)),
					resource.TestStep{Config: f.ProviderConfig() + "removed {\n  from = " + address + "\n  lifecycle {\n    destroy = false\n  }\n}\n"},
				)
			}
		})
	}
}
