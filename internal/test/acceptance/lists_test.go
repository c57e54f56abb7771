// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

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

// TestLists lists the objects of every resource type. Each object that the guide made is among them; whatever is listed
// has a name that people know, the identity of its import, and attributes whose configuration plans nothing.
func TestLists(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	objects := heldObjects(t, env)
	session := env.Session(nil, nil)
	for _, kind := range resourceTypes() {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			if session.ListSchemas()[kind] == nil {
				t.Fatal("the resource has no list")
			}
			brief := listed(t, session, kind, nil, inprocess.Listing{})
			full := listed(t, session, kind, nil, inprocess.Listing{Full: true})
			if len(brief) != len(full) {
				t.Errorf("%d objects are listed with their attributes, and %d without", len(full), len(brief))
			}
			t.Logf("%d objects, such as %q", len(full), full[0].Name)
			ids := map[string]bool{}
			for i, one := range full {
				id := one.Value.GetAttr("id").AsString()
				if ids[id] {
					t.Errorf("%s is listed twice", id)
				}
				ids[id] = true
				if one.Name == "" || strings.HasSuffix(one.Name, " ") || brief[i].Name != one.Name {
					t.Errorf("%s has the names %q and %q", id, brief[i].Name, one.Name)
				}
				if !brief[i].Value.IsNull() || !brief[i].Identity.RawEquals(one.Identity) {
					t.Errorf("%s without its attributes is %#v, with them %#v", id, brief[i], one.Identity)
				}
				plansNothing(t, session, kind, one)
			}
			for _, o := range objects {
				if o.kind == kind && !ids[idAfterImport(t, session, o)] {
					t.Errorf("%s is not listed: %v", o.id, slices.Sorted(maps.Keys(ids)))
				}
			}
			if first := listed(t, session, kind, nil, inprocess.Listing{Limit: 1}); len(first) != 1 {
				t.Errorf("%d objects are listed where one is wanted", len(first))
			}
		})
	}
}

// idAfterImport is the id that an object has after an import.
func idAfterImport(t *testing.T, session *inprocess.Session, o held) string {
	t.Helper()
	object, answer := session.Import(t.Context(), o.kind, o.id, cty.NilVal)
	if answer.Failed() {
		t.Fatal(answer.Errors())
	}
	if object, answer = session.Refresh(t.Context(), o.kind, object); answer.Failed() {
		t.Fatal(answer.Errors())
	}
	return object.Value.GetAttr("id").AsString()
}

// plansNothing imports a listed object by its identity: the configuration made of its listed attributes changes nothing.
func plansNothing(t *testing.T, session *inprocess.Session, kind string, one inprocess.Listed) {
	t.Helper()
	object, answer := session.Import(t.Context(), kind, "", one.Identity)
	if !answer.Failed() {
		object, answer = session.Refresh(t.Context(), kind, object)
	}
	if answer.Failed() || !object.Exists() {
		t.Errorf("importing %q by %#v: %s", one.Name, one.Identity, answer.Errors())
		return
	}
	if !object.Value.RawEquals(one.Value) {
		t.Errorf("%q is listed as\n- %#v\nand imported as\n+ %#v", one.Name, one.Value, object.Value)
	}
	planned, answer := session.Plan(t.Context(), kind, object, generate(session.ResourceSchemas()[kind], one.Value))
	switch {
	case answer.Failed():
		t.Errorf("the configuration generated for %q is refused: %s", one.Name, answer.Errors())
	case planned.Changes():
		t.Errorf("the configuration generated for %q plans a change:\n- %#v\n+ %#v", one.Name, planned.Prior.Value, planned.State.Value)
	}
}

// TestListFiltersReachTheServices lists every resource with each of the list's arguments: each changes the request.
func TestListFiltersReachTheServices(t *testing.T) {
	t.Parallel()
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
