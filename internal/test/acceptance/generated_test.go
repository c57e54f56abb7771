// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// held is an object that the tenant has, with its import id.
type held struct{ kind, id string }

// heldObjects applies the guide and returns its objects, and those that an environment has besides. They come to at least
// one of each resource type of the provider.
func heldObjects(t *testing.T, env *acctest.Env) []held {
	t.Helper()
	ctx := t.Context()
	w := inprocess.NewWorkspace(env.Factories())
	plan, err := w.Plan(ctx, deletionGuide(t, env).config(), inprocess.Mode{})
	if err == nil {
		err = w.Apply(ctx, plan)
	}
	if err != nil {
		t.Fatal(err)
	}
	var objects []held
	for at, text := range w.Attributes() {
		var attributes struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(text, &attributes); err != nil {
			t.Fatal(err)
		}
		kind, _, _ := strings.Cut(at, ".")
		objects = append(objects, held{kind, attributes.ID})
	}
	objects = append(objects, unmanaged(env)...)
	for _, kind := range resourceTypes() {
		if !slices.ContainsFunc(objects, func(o held) bool { return o.kind == kind }) {
			t.Errorf("no object of %s is imported", kind)
		}
	}
	return objects
}

// unmanaged are objects that the guide does not contain.
func unmanaged(env *acctest.Env) []held {
	installed := env.Rows(acctest.Set{API: acctest.BusinessCentral, Name: "extensions"})[0]
	given := env.Rows(acctest.Set{API: acctest.BusinessCentral, Name: "userPermissions"})[0]
	return []held{
		{"bcsales_extension", fmt.Sprint(installed["id"])},
		{"bcsales_permission_set_assignment", fmt.Sprintf("-/%v/%v/-", given["userSecurityId"], given["roleId"])},
	}
}

// generate is the configuration that Terraform generates for an imported object: every argument with its value, and
// nothing that only the provider sets.
func generate(described *tfprotov6.Schema, object cty.Value) cty.Value {
	values := object.AsValueMap()
	for _, a := range described.Block.Attributes {
		if !a.Required && !a.Optional || a.Name == "timeouts" {
			values[a.Name] = cty.NullVal(object.Type().AttributeType(a.Name))
		}
	}
	return cty.ObjectVal(values)
}

// TestGeneratedConfiguration imports an object of every resource type by its id and by its identity: the configuration that
// Terraform generates for it is valid and plans nothing.
func TestGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	objects := heldObjects(t, env)
	session := env.Session(nil, nil)
	for _, o := range objects {
		t.Run(o.kind+" "+o.id, func(t *testing.T) {
			t.Parallel()
			given := map[string]any{}
			for name, value := range identity(t, o.kind, o.id) {
				given[name] = value
			}
			by, err := session.Identify(o.kind, given)
			if err != nil {
				t.Fatal(err)
			}
			for _, way := range []struct {
				name, id string
				identity cty.Value
			}{{"id", o.id, cty.NilVal}, {"identity", "", by}} {
				object, answer := session.Import(t.Context(), o.kind, way.id, way.identity)
				if answer.Failed() {
					t.Fatalf("import by %s: %s", way.name, answer.Errors())
				}
				if object, answer = session.Refresh(t.Context(), o.kind, object); answer.Failed() || !object.Exists() {
					t.Fatalf("reading what was imported by %s: %s", way.name, answer.Errors())
				}
				planned, answer := session.Plan(t.Context(), o.kind, object, generate(session.ResourceSchemas()[o.kind], object.Value))
				switch {
				case answer.Failed():
					t.Errorf("the configuration generated after an import by %s is refused: %s", way.name, answer.Errors())
				case planned.Changes():
					t.Errorf("the configuration generated after an import by %s plans a change:\n- %#v\n+ %#v", way.name, planned.Prior.Value, planned.State.Value)
				}
			}
		})
	}
}
