// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// TestEveryResource holds each resource of the provider to what Terraform's users expect of one: its objects are imported by id and
// by identity, with the command and with a block; the configuration that Terraform generates for them plans nothing; and its list
// returns them. A resource without an object in [heldObjects] or without a list fails.
func TestEveryResource(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	objects := heldObjects(t, env)
	session := env.Session(nil, nil)
	for _, kind := range resourceTypes() {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			var own []found
			for _, o := range objects {
				if o.kind == kind {
					value := importedInBothWays(t, session, o)
					own = append(own, found{fmt.Sprintf("%s.imported_%d", kind, len(own)), kind, o.id, value})
				}
			}
			if len(own) == 0 || session.ListSchemas()[kind] == nil {
				t.Fatal("heldObjects has no object of the resource, or the provider no list")
			}
			importedByBlock(t, env, session, own)
			ids := everythingListed(t, session, kind)
			for _, o := range own {
				if id := o.value.GetAttr("id").AsString(); !ids[id] {
					t.Errorf("%s is not listed: %v", id, slices.Sorted(maps.Keys(ids)))
				}
			}
		})
	}
}

// importedInBothWays imports an object by its id and by its identity, as the command does: the configuration generated for it plans
// nothing. It returns the object.
func importedInBothWays(t *testing.T, session *inprocess.Session, o held) cty.Value {
	t.Helper()
	given := map[string]any{}
	for name, value := range identity(t, o.kind, o.id) {
		given[name] = value
	}
	by, err := session.Identify(o.kind, given)
	if err != nil {
		t.Fatal(err)
	}
	var object inprocess.Object
	for _, way := range []struct {
		name, id string
		identity cty.Value
	}{{"id", o.id, cty.NilVal}, {"identity", "", by}} {
		var answer inprocess.Diagnostics
		if object, answer = session.Import(t.Context(), o.kind, way.id, way.identity); answer.Failed() {
			t.Fatalf("importing %s by %s: %s", o.id, way.name, answer.Errors())
		}
		if object, answer = session.Refresh(t.Context(), o.kind, object); answer.Failed() || !object.Exists() {
			t.Fatalf("reading %s after its import by %s: %s", o.id, way.name, answer.Errors())
		}
		plansNothing(t, session, o.kind, o.id, object)
	}
	return object.Value
}

// plansNothing fails the test unless the configuration generated for an object plans nothing.
func plansNothing(t *testing.T, session *inprocess.Session, kind, name string, object inprocess.Object) {
	t.Helper()
	planned, answer := session.Plan(t.Context(), kind, object, generate(session.ResourceSchemas()[kind], object.Value))
	switch {
	case answer.Failed():
		t.Errorf("the configuration generated for %q is refused: %s", name, answer.Errors())
	case planned.Changes():
		t.Errorf("the configuration generated for %q plans a change:\n- %#v\n+ %#v", name, planned.Prior.Value, planned.State.Value)
	}
}

// importedByBlock imports objects with blocks beside their generated configuration, by id and by identity: nothing is planned.
func importedByBlock(t *testing.T, env *acctest.Env, session *inprocess.Session, objects []found) {
	t.Helper()
	config := env.ProviderConfig() + generatedConfig(session, objects)
	var byIdentity strings.Builder
	for _, o := range objects {
		fmt.Fprintf(&byIdentity, "import {\n  to = %s\n  identity = {\n", o.address)
		for name, value := range identity(t, o.kind, o.id) {
			fmt.Fprintf(&byIdentity, "    %s = %q\n", name, value)
		}
		byIdentity.WriteString("  }\n}\n")
	}
	for way, blocks := range map[string]string{"id": imports(objects), "identity": byIdentity.String()} {
		w := inprocess.NewWorkspace(map[string]inprocess.Factory{"bcsales": env.Factories()["bcsales"]})
		plan, err := w.Plan(t.Context(), config+blocks, inprocess.Mode{})
		if err == nil && plan.Empty() {
			err = w.Apply(t.Context(), plan)
		} else if err == nil {
			t.Errorf("the import by blocks with %s plans a change", way)
		}
		if err != nil {
			t.Errorf("the import by blocks with %s: %v", way, err)
		}
		if n := len(w.Attributes()); n != len(objects) {
			t.Errorf("%d objects were imported by blocks with %s, want %d", n, way, len(objects))
		}
	}
}

// everythingListed lists the objects of a resource, and returns their ids. Each has a name that people know, the identity of its
// import, and the attributes that it has after an import.
func everythingListed(t *testing.T, session *inprocess.Session, kind string) map[string]bool {
	t.Helper()
	brief := listed(t, session, kind, nil, inprocess.Listing{})
	full := listed(t, session, kind, nil, inprocess.Listing{Full: true})
	if len(brief) != len(full) {
		t.Fatalf("%d objects are listed with their attributes, and %d without", len(full), len(brief))
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
		object, answer := session.Import(t.Context(), kind, "", one.Identity)
		if !answer.Failed() {
			object, answer = session.Refresh(t.Context(), kind, object)
		}
		if answer.Failed() || !object.Exists() {
			t.Errorf("importing %q by %#v: %s", one.Name, one.Identity, answer.Errors())
			continue
		}
		if !object.Value.RawEquals(one.Value) {
			t.Errorf("%q is listed as\n- %#v\nand imported as\n+ %#v", one.Name, one.Value, object.Value)
		}
		plansNothing(t, session, kind, one.Name, object)
	}
	if first := listed(t, session, kind, nil, inprocess.Listing{Limit: 1}); len(first) != 1 {
		t.Errorf("%d objects are listed where one is wanted", len(first))
	}
	return ids
}
