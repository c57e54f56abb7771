// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestSalespeople_recoupledByOthers couples a salesperson with somebody else: a refresh shows the new user as the map names the old one,
// and by id where there is no address.
func TestSalespeople_recoupledByOthers(t *testing.T) {
	t.Parallel()
	const unaddressed = "000000d2-0000-4000-8000-000000000001"
	for name, test := range map[string]struct{ written, user, shown string }{
		"by id":              {userJim, userLina, userLina},
		"by address":         {"jim.olive@contoso.example", userLina, "lina.townsend@contoso.example"},
		"without an address": {"jim.olive@contoso.example", unaddressed, unaddressed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t)
			f.Insert(inDataverse("systemusers"), acctest.Row{"systemuserid": unaddressed, "islicensed": true, "isdisabled": false})
			const kind = "bcsales_salesperson_couplings"
			made := created(t, f.Session(nil, nil), kind, map[string]any{"couplings": map[string]any{"JO": test.written}})
			f.Patch(inCompany("recordCouplings"), fmt.Sprint(f.Find(inCompany("recordCouplings"), "recordId", jim)["id"]), acctest.Row{"dataverseId": test.user})
			read, said := f.Session(nil, nil).Refresh(t.Context(), kind, made)
			if said.Failed() {
				t.Fatal(said.Errors())
			}
			if got := read.Value.GetAttr("couplings").AsValueMap()["JO"].AsString(); got != test.shown {
				t.Errorf("got %s, want %s", got, test.shown)
			}
		})
	}
}

// TestSalespeople_unreadInApply: an apply that cannot see who is coupled by now says so, and couples nobody.
func TestSalespeople_unreadInApply(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const kind = "bcsales_salesperson_couplings"
	session := f.Session(nil, nil)
	planned, said := session.Plan(t.Context(), kind, inprocess.Object{}, configured(t, session, kind, map[string]any{"couplings": map[string]any{"JO": userJim}}))
	if said.Failed() {
		t.Fatal(said.Errors())
	}
	f.Faults(acctest.Fault{API: acctest.BusinessCentral, Method: http.MethodGet, Path: "/recordCouplings$", Action: "status", Status: http.StatusBadRequest})
	if _, said := f.Session(nil, nil).Apply(t.Context(), kind, planned); !strings.Contains(said.Errors(), "400 Bad Request") {
		t.Errorf("got %q", said.Errors())
	}
	f.want(f.partner(jim) == "" && !f.member(userJim), "Jim is neither coupled nor a member")
}

// TestSalespeople_refreshedTogether refreshes more couplings than two requests for single rows can name: users and memberships are read
// as a whole from the first.
func TestSalespeople_refreshedTogether(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	const n = 41
	given := map[string]any{}
	for i := range n {
		person, user, code := fmt.Sprintf("000000ce-0000-4000-8000-0000000002%02d", i), fmt.Sprintf("000000d2-0000-4000-8000-%012d", i), fmt.Sprintf("S%02d", i)
		email := code + "@contoso.example"
		f.Insert(inCompany("salespeoplePurchasers"), acctest.Row{"id": person, "code": code, "displayName": code})
		f.Insert(inDataverse("systemusers"), acctest.Row{"systemuserid": user, "internalemailaddress": email, "islicensed": true, "isdisabled": false})
		f.couple(person, user)
		given[code] = email
	}
	const kind = "bcsales_salesperson_couplings"
	session := f.Session(nil, nil)
	state := configured(t, session, kind, map[string]any{"id": cronus, "couplings": given, "exclusive": false, "add_to_owning_team": true})
	f.ResetRequests()
	if _, said := session.Refresh(t.Context(), kind, inprocess.Object{Value: state}); said.Failed() {
		t.Fatal(said.Errors())
	}
	for _, set := range []string{"systemusers", "teammemberships"} {
		reads := 0
		for _, count := range f.Requests() {
			if count.Method == http.MethodGet && strings.HasSuffix(count.Route, set) {
				reads += count.Count
			}
		}
		f.want(reads == 1, fmt.Sprintf("%s are read once; they were read %d times", set, reads))
	}
}
