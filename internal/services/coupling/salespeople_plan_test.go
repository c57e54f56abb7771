// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import "testing"

// TestSalespeople_teamModelWarns warns in the plan that couples somebody, once.
func TestSalespeople_teamModelWarns(t *testing.T) {
	t.Parallel()
	for name, pairs := range map[string][]string{"somebody": {"JO", userJim}, "nobody": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.setup("Team")
			later := people("", append(pairs, "LT", userLina)...)
			f.run(f.apply(people("", pairs...), creates(manyPeople)), f.after(func() {
				f.warned("plan", "has no effect", pairs != nil)
				f.warned("apply", "has no effect", false)
				f.warnings.Reset()
			}, later, updates(manyPeople)), f.after(func() { f.warned("plan", "has no effect", false) }, later))
		})
	}
}

// TestSalespeople_userGone deletes a user whom couplings names by e-mail address: the plan shows it, and the apply says who is missing.
func TestSalespeople_userGone(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	config := people("add_to_owning_team = false", "JO", "jim.olive@contoso.example")
	f.run(
		f.apply(config, creates(manyPeople)),
		f.refused(func() { f.Delete(inDataverse("systemusers"), userJim) }, config, "Dataverse has no user with the e-mail address jim.olive@contoso.example"),
	)
}
