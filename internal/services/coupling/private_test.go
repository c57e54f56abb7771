// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestUnreadablePrivateState damages what a state says of what was found and made. It is not taken for nothing: no operation
// that needs it does anything.
func TestUnreadablePrivateState(t *testing.T) {
	t.Parallel()
	for kind, test := range map[string]struct {
		key            string
		given, changed map[string]any
	}{
		"bcsales_salesperson_coupling": {
			"member", map[string]any{"salesperson_code": "JO", "system_user_id": userJim}, map[string]any{"salesperson_code": "JO", "system_user_id": userJim, "add_to_owning_team": false},
		},
		"bcsales_salesperson_couplings": {"couplings", map[string]any{"couplings": map[string]any{"JO": userJim}}, map[string]any{"couplings": map[string]any{"LT": userLina}}},
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			planned := func(session *inprocess.Session, prior inprocess.Object, given map[string]any) (inprocess.Planned, inprocess.Diagnostics) {
				return session.Plan(t.Context(), kind, prior, configured(t, session, kind, given))
			}
			made := created(t, f.Session(nil, nil), kind, test.given)
			damaged := made
			damaged.Private = damage(t, made.Private, test.key)
			for name, operation := range map[string]func(session *inprocess.Session) inprocess.Diagnostics{
				"update": func(session *inprocess.Session) inprocess.Diagnostics {
					update, _ := planned(session, made, test.changed)
					update.State.Private = damaged.Private
					_, said := session.Apply(t.Context(), kind, update)
					return said
				},
				"destroy": func(session *inprocess.Session) inprocess.Diagnostics {
					destroy, _ := session.PlanDestroy(t.Context(), kind, damaged)
					_, said := session.Apply(t.Context(), kind, destroy)
					return said
				},
			} {
				if said := operation(f.Session(nil, nil)); !strings.Contains(said.Errors(), "Reading the private state") {
					t.Errorf("%s: %q", name, said.Errors())
				}
			}
			if kind == "bcsales_salesperson_couplings" {
				if _, said := planned(f.Session(nil, nil), damaged, test.changed); !strings.Contains(said.Errors(), "Reading the private state") {
					t.Errorf("plan: %q", said.Errors())
				}
			}
			f.want(f.partner(jim) == userJim && f.partner(lina) == "" && f.member(userJim), "nothing was changed")
		})
	}
}

// configured is a resource in a configuration, of the company unless another one is given.
func configured(t *testing.T, session *inprocess.Session, kind string, given map[string]any) cty.Value {
	t.Helper()
	if _, another := given["company_id"]; !another {
		given["company_id"] = cronus
	}
	config, err := session.Resource(kind, given)
	if err != nil {
		t.Fatal(err)
	}
	return config
}

// created creates a resource.
func created(t *testing.T, session *inprocess.Session, kind string, given map[string]any) inprocess.Object {
	t.Helper()
	planned, said := session.Plan(t.Context(), kind, inprocess.Object{}, configured(t, session, kind, given))
	if said.Failed() {
		t.Fatal(said.Errors())
	}
	made, said := session.Apply(t.Context(), kind, planned)
	if said.Failed() {
		t.Fatal(said.Errors())
	}
	return made
}

// damage replaces the value of a key of a private state by one that has another form.
func damage(t *testing.T, private []byte, key string) []byte {
	t.Helper()
	values := valuesOf(t, private)
	values[key] = json.RawMessage(`[1]`)
	damaged, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(private[:1], damaged)
}

// valuesOf reads a private state, which begins with a mark.
func valuesOf(t *testing.T, private []byte) map[string]json.RawMessage {
	t.Helper()
	var values map[string]json.RawMessage
	if err := json.Unmarshal(private[1:], &values); err != nil {
		t.Fatal(err)
	}
	return values
}

// TestUnreadableFormerAddress damages what a state says of the addresses that the user had. The user's address has changed since: neither
// a refresh nor a plan takes the coupling for one of somebody else, or for none.
func TestUnreadableFormerAddress(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const kind = "bcsales_salesperson_coupling"
	given := map[string]any{"salesperson_code": "JO", "system_user_email": "jim.olive@contoso.example"}
	made := created(t, f.Session(nil, nil), kind, given)
	made.Private = damage(t, made.Private, "former_system_user_email")
	f.Patch(inDataverse("systemusers"), userJim, acctest.Row{"internalemailaddress": "jim@contoso.example"})
	if _, said := f.Session(nil, nil).Refresh(t.Context(), kind, made); !strings.Contains(said.Errors(), "private state of former_system_user_email") {
		t.Errorf("refresh: %q", said.Errors())
	}
	session := f.Session(nil, nil)
	if _, said := session.Plan(t.Context(), kind, made, configured(t, session, kind, given)); !strings.Contains(said.Errors(), "private state of former_system_user_email") {
		t.Errorf("plan: %q", said.Errors())
	}
}

// TestFormerAddress_unread: a plan that cannot see whether somebody else has the former address of the user by now fails. It does not
// take the address for the user's.
func TestFormerAddress_unread(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const kind = "bcsales_salesperson_coupling"
	given := map[string]any{"salesperson_code": "JO", "system_user_email": "jim.olive@contoso.example"}
	made := created(t, f.Session(nil, nil), kind, given)
	f.Patch(inDataverse("systemusers"), userJim, acctest.Row{"internalemailaddress": "jim@contoso.example"})
	made, said := f.Session(nil, nil).Refresh(t.Context(), kind, made)
	if said.Failed() {
		t.Fatal(said.Errors())
	}
	f.Faults(acctest.Fault{API: acctest.Dataverse, Method: http.MethodGet, Path: "/systemusers$", Action: "status", Status: http.StatusBadRequest})
	session := f.Session(nil, nil)
	if _, said := session.Plan(t.Context(), kind, made, configured(t, session, kind, given)); !strings.Contains(said.Errors(), "400 Bad Request") {
		t.Errorf("got %q", said.Errors())
	}
}

// TestOwnedInOrder: what a state says of couplings and memberships does not depend on which of them came first.
func TestOwnedInOrder(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const kind = "bcsales_salesperson_couplings"
	f.couple(jim, userJim)
	f.couple(lina, userLina)
	made := created(t, f.Session(nil, nil), kind, map[string]any{"couplings": map[string]any{"OF": userOtis, "LT": userLina}})
	session := f.Session(nil, nil)
	update, said := session.Plan(t.Context(), kind, made, configured(t, session, kind, map[string]any{"couplings": map[string]any{"OF": userOtis, "LT": userLina, "JO": userJim}}))
	if said.Failed() {
		t.Fatal(said.Errors())
	}
	made, said = session.Apply(t.Context(), kind, update)
	if said.Failed() {
		t.Fatal(said.Errors())
	}
	var owned struct {
		Found   []string `json:"found"`
		Members []string `json:"members"`
	}
	if err := json.Unmarshal(valuesOf(t, made.Private)["couplings"], &owned); err != nil || len(owned.Found) != 2 || len(owned.Members) != 3 || !slices.IsSorted(owned.Found) || !slices.IsSorted(owned.Members) {
		t.Errorf("%+v, %v", owned, err)
	}
}
