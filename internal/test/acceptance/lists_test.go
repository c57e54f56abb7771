// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"slices"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// listed returns what the list of the resource holds.
func listed(t *testing.T, session *inprocess.Session, kind string, given map[string]any, wanted inprocess.Listing) []inprocess.Listed {
	t.Helper()
	config, err := session.ListConfig(kind, given)
	if err != nil {
		t.Fatal(err)
	}
	wanted.Config = config
	var all []inprocess.Listed
	if answer := session.List(t.Context(), kind, wanted, func(one inprocess.Listed) bool { all = append(all, one); return true }); answer.Failed() {
		t.Fatalf("listing %s %v: %s", kind, given, answer.Errors())
	}
	return all
}

// TestListFiltersReachTheServices lists every resource with each of the list's arguments: each changes the request.
func TestListFiltersReachTheServices(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	recorded := &acctest.Traffic{}
	env := acctest.New(t, acctest.WithTraffic(recorded))
	heldObjects(t, env)
	// Another company, so that one is chosen of several.
	env.Insert(acctest.Set{API: acctest.BusinessCentral, Name: "companies"}, acctest.Row{"name": "Other", "displayName": "Other"})
	schemas := env.Session(nil, nil).ListSchemas()
	ask := func(kind string, given map[string]any) []string {
		session := env.Session(nil, nil) // which has read nothing yet
		recorded.Reset()
		listed(t, session, kind, given, inprocess.Listing{})
		var asked []string
		for _, exchange := range recorded.Exchanges(t) {
			asked = append(asked, exchange.URL)
		}
		return asked
	}
	for _, kind := range resourceTypes() {
		if schemas[kind] == nil {
			t.Errorf("%s has no list", kind)
			continue
		}
		for _, a := range schemas[kind].Block.Attributes {
			value := argument(a)
			switch a.Name {
			case "company_id":
				value = companyID
			case "principal_type":
				value = "team"
			}
			if !a.Optional {
				t.Errorf("%s: %s is not optional", kind, a.Name)
			}
			if without, with := ask(kind, nil), ask(kind, map[string]any{a.Name: value}); slices.Equal(without, with) {
				t.Errorf("%s: %s is not sent to the service: %v", kind, a.Name, with)
			}
		}
	}
}
