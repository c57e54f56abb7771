// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

// held is an object that the tenant has, with its import id.
type held struct{ kind, id string }

// heldObjects applies the guide and returns its objects, and those that an environment has besides: at least one of each resource
// type of the provider, which TestEveryResource checks.
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
	return append(objects, unmanaged(env)...)
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
