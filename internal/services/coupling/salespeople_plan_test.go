// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

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

// TestTeamModel_unread: neither a plan nor an apply takes a setup that cannot be read for one of another model. What the apply has
// coupled by then is in state. Once it can be read, an apply that did not plan warns.
func TestTeamModel_unread(t *testing.T) {
	t.Parallel()
	for kind, given := range map[string]map[string]any{
		"bcsales_salesperson_coupling":  {"salesperson_code": "JO", "system_user_id": userJim},
		"bcsales_salesperson_couplings": {"couplings": map[string]any{"JO": userJim}},
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.setup("Team")
			session := f.Session(nil, nil)
			planned, said := session.Plan(t.Context(), kind, inprocess.Object{}, configured(t, session, kind, given))
			if said.Failed() {
				t.Fatal(said.Errors())
			}
			f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodGet, Path: "/dataverseConnectionSetups$", Action: "status", Status: http.StatusBadRequest})
			session = f.Session(nil, nil)
			if _, said := session.Plan(t.Context(), kind, inprocess.Object{}, configured(t, session, kind, given)); !strings.Contains(said.Errors(), "400 Bad Request") {
				t.Errorf("plan: %q", said.Errors())
			}
			made, said := f.Session(nil, nil).Apply(t.Context(), kind, planned)
			if !strings.Contains(said.Errors(), "400 Bad Request") || !made.Exists() {
				t.Errorf("apply: state %t, %q", made.Exists(), said.Errors())
			}
			f.Faults()
			if _, said := f.Session(nil, nil).Apply(t.Context(), kind, planned); said.Failed() || !strings.Contains(said.Warnings(), "has no effect on ownership") {
				t.Errorf("apply of a saved plan: %q, warnings %q", said.Errors(), said.Warnings())
			}
		})
	}
}
