// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

// TestPlace_text: a place is what it was before it was written, and is read from nothing else.
func TestPlace_text(t *testing.T) {
	t.Parallel()
	const id = "f6a6fc81-bc4e-4ee8-84d3-c2f4cec6f322"
	for _, tc := range []struct {
		place place
		text  string
	}{
		{place{}, "   "},
		{place{Organization: id, Dataverse: "https://contoso.crm4.dynamics.com", Tenant: id, Environment: "Production"}, "9qb8gbxOTuiE08L0zsbzIg contoso.crm4.dynamics.com 9qb8gbxOTuiE08L0zsbzIg Production"},
		{place{Dataverse: "http://127.0.0.1:8080", Tenant: "contoso.example", Environment: "My Sandbox"}, " http://127.0.0.1:8080 contoso.example My Sandbox"},
	} {
		text, err := tc.place.MarshalText()
		if err != nil || string(text) != tc.text {
			t.Errorf("%+v: %q, %v; want %q", tc.place, text, err, tc.text)
		}
		var got place
		if err := got.UnmarshalText(text); err != nil || got != tc.place {
			t.Errorf("%q: %+v, %v; want %+v", text, got, err, tc.place)
		}
	}
	if err := new(place).UnmarshalText([]byte("a b c")); err == nil {
		t.Error("three parts are a place")
	}
}

// TestMoved: only what is known on both sides, and differs, is another place; an organization is known by its id.
func TestMoved(t *testing.T) {
	t.Parallel()
	was := place{Organization: "o-1", Dataverse: "https://one", Tenant: "t", Environment: "Production"}
	const one, two = "11111111-0000-4000-8000-000000000001", "22222222-0000-4000-8000-000000000002"
	if !(place{Tenant: one, Environment: "Production"}).movedTo(place{Tenant: two, Environment: "Production"}) {
		t.Error("another tenant has an environment of its own under the name")
	}
	for name, tc := range map[string]struct {
		now  place
		want string // what differs of the former place
	}{
		"the same":                          {was, ""},
		"the same in another case":          {place{Organization: "O-1", Dataverse: "https://renamed", Tenant: "t", Environment: "PRODUCTION"}, ""},
		"nothing known":                     {place{}, ""},
		"another organization":              {place{Organization: "o-2", Tenant: "t", Environment: "Production"}, "the Dataverse organization o-1 (https://one)"},
		"another environment":               {place{Organization: "o-1", Tenant: "t", Environment: "Sandbox"}, `the Business Central environment "Production" of tenant t`},
		"another of both":                   {place{Organization: "o-2", Tenant: "t", Environment: "Sandbox"}, `the Dataverse organization o-1 (https://one) and the Business Central environment "Production" of tenant t`},
		"only another environment is known": {place{Tenant: "t", Environment: "Sandbox"}, `the Business Central environment "Production" of tenant t`},
	} {
		if got := was.describe(tc.now); got != tc.want || was.movedTo(tc.now) != (tc.want != "") {
			t.Errorf("%s: %q, moved: %v", name, got, was.movedTo(tc.now))
		}
	}
	if got := (place{Environment: "Production"}).describe(place{Environment: "Sandbox"}); got != `the Business Central environment "Production"` {
		t.Errorf("without a tenant: %s", got)
	}
	if (place{}).movedTo(was) {
		t.Error("moved from nowhere")
	}
	err := move{was, place{Organization: "o-2", Dataverse: "https://two", Tenant: "t", Environment: "Production"}}.refuse()
	if err == nil || !strings.Contains(err.Error(), "o-1") || !strings.Contains(err.Error(), "o-2") {
		t.Errorf("%v", err)
	}
}

// TestNothingFollowsToAnotherOrganization, or without Dataverse, whatever the connections say.
func TestNothingFollowsToAnotherOrganization(t *testing.T) {
	t.Parallel()
	if NewClients(ClientSet{}).followed(t.Context(), place{Environment: "a"}, place{Environment: "b"}) {
		t.Error("without Dataverse")
	}
	// Asking this client anything would panic.
	clients := NewClients(ClientSet{Dataverse: &dataverse.Client{}})
	if clients.followed(t.Context(), place{Organization: "o-1"}, place{Organization: "o-2"}) {
		t.Error("to another organization")
	}
}

// TestFound leaves out what is no object, and ends with the first error or when nobody wants more.
func TestFound(t *testing.T) {
	t.Parallel()
	failed := errors.New("failed")
	rows := func(yield func(int, error) bool) {
		_ = yield(1, nil) && yield(2, nil) && yield(3, nil) && yield(0, failed) && yield(4, nil)
	}
	odd := Found(iter.Seq2[int, error](rows), func(row int) (Listed, bool) { return Listed{ID: strings.Repeat("x", row)}, row%2 == 1 })
	var ids []string
	var last error
	for found, err := range odd {
		ids, last = append(ids, found.ID), err
	}
	if !slices.Equal(ids, []string{"x", "xxx", ""}) || !errors.Is(last, failed) {
		t.Errorf("%q, %v", ids, last)
	}
	n := 0
	for _, err := range odd {
		if n++; err != nil {
			t.Error(err)
		}
		break
	}
	if n != 1 {
		t.Errorf("%d after the first", n)
	}
}
