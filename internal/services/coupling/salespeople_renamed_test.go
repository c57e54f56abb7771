// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestSalespeople_formerAddress changes a map that names a user by the address before somebody else changed it: the user stays coupled
// while the coupling is the one that was made here.
func TestSalespeople_formerAddress(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		happens func(f fixture)
		refuse  string // empty when the update succeeds
	}{
		"coupled still":     {func(fixture) {}, ""},
		"coupled no more":   {func(f fixture) { f.uncouple(jim) }, "no user with the e-mail address jim.olive@contoso.example"},
		"coupled by others": {func(f fixture) { f.uncouple(jim); f.couple(jim, userJim) }, "no user with the e-mail address jim.olive@contoso.example"},
		"no salesperson":    {func(f fixture) { f.Delete(inCompany("salespeoplePurchasers"), jim) }, "no user with the e-mail address jim.olive@contoso.example"},
		"not seen": {func(f fixture) { // when it is looked for a second time
			f.Faults(acctest.Fault{API: acctest.Dataverse, Method: http.MethodGet, Path: `/systemusers\?.*filter=[^&]*internalemailaddress`, Action: "status", Status: http.StatusBadRequest, Skip: 1})
		}, "400 Bad Request"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			const kind = "bcsales_salesperson_couplings"
			made := created(t, f.Session(nil, nil), kind, map[string]any{"couplings": map[string]any{"JO": "jim.olive@contoso.example"}})
			f.Patch(inDataverse("systemusers"), userJim, acctest.Row{"internalemailaddress": "jim@contoso.example"})
			session := f.Session(nil, nil)
			given := map[string]any{"couplings": map[string]any{"JO": "jim.olive@contoso.example", "LT": userLina}}
			update, said := session.Plan(t.Context(), kind, made, configured(t, session, kind, given))
			if said.Failed() {
				t.Fatal(said.Errors())
			}
			test.happens(f)
			_, said = f.Session(nil, nil).Apply(t.Context(), kind, update)
			if said.Failed() != (test.refuse != "") || !strings.Contains(said.Errors(), test.refuse) {
				t.Errorf("got %q, want %q", said.Errors(), test.refuse)
			}
			if test.refuse == "" {
				f.want(f.partner(jim) == userJim && f.partner(lina) == userLina, "both are coupled")
			}
		})
	}
}
