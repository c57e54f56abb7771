// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"context"
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
)

const guid = "000000C2-0000-4000-8000-000000000001"

// TestImport: by an id or an identity, every part must be there and be what it has to be; a GUID gets the spelling of the services.
func TestImport(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		id      string
		by      map[string]any // the identity, where there is no id
		change  func(d *definition)
		clients *framework.Clients
		want    string // the id of the object
		name    string
		fails   []string
	}{
		"an id":                {id: "a", want: "a", name: "a"},
		"an id in spaces":      {id: " a ", want: "a", name: "a"},
		"an identity":          {by: map[string]any{"name": "a"}, want: "a", name: "a"},
		"a GUID":               {id: guid, want: "000000c2-0000-4000-8000-000000000001", name: "000000c2-0000-4000-8000-000000000001"},
		"a GUID in braces":     {id: "{" + guid + "}", fails: []string{"import id of a thing is not valid", "without braces", guid}},
		"no GUID where needed": {id: "a", change: func(d *definition) { d.IDParts[0].GUID = true }, fails: []string{"import id of a thing is not valid", "name has to be a GUID"}},
		"a GUID where needed":  {id: guid, change: func(d *definition) { d.IDParts[0].GUID = true }, want: "000000c2-0000-4000-8000-000000000001", name: "000000c2-0000-4000-8000-000000000001"},
		"several parts": {id: "a/b/c", change: func(d *definition) {
			d.IDParts = []framework.IDPart{{Name: "place"}, {Name: "name"}}
		}, want: "a/b/c", name: "b/c"},
		"a part too few": {id: "a", change: func(d *definition) {
			d.IDParts = []framework.IDPart{{Name: "place"}, {Name: "name"}}
		}, fails: []string{"Expected `<place>/<name>`", `got "a"`}},
		"an empty part": {id: "/b", change: func(d *definition) {
			d.IDParts = []framework.IDPart{{Name: "place"}, {Name: "name"}}
		}, fails: []string{"Expected `<place>/<name>`"}},
		"values of its own": {id: "a", change: func(d *definition) {
			d.Import = func(ctx context.Context, op *framework.Operation[thingModel], parts []string) (map[string]any, error) {
				return map[string]any{"id": "own-" + parts[0], "name": "found"}, op.SetPrivate(ctx, "origin", []byte(`"found"`))
			}
		}, want: "own-a", name: "found"},
		"what cannot be found": {id: "a", change: func(d *definition) {
			d.Import = func(context.Context, *framework.Operation[thingModel], []string) (map[string]any, error) {
				return nil, errors.New("no such object")
			}
		}, fails: []string{"Could not import the thing", "No such object"}},
		"without a client":            {id: "a", change: func(d *definition) { d.Needs = framework.Graph }, fails: []string{"lacks the argument tenant_id", "import the thing"}},
		"without a configuration":     {id: "a", clients: framework.UnconfiguredClients("client_id"), fails: []string{"cannot be imported yet", `"client_id"`, "depends_on"}},
		"without a provider block":    {id: "a", clients: (*framework.Clients)(nil), fails: []string{"cannot be imported yet"}},
		"a value that does not exist": {id: "a", change: importing(map[string]any{"shape": "round"}), fails: []string{"shape"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var data any = ready()
			if tc.fails != nil && (tc.clients != nil || name == "without a provider block") {
				data = orReady(tc.clients)
			}
			k := runs(t, newService(), data, tc.change)
			by := cty.NilVal
			if tc.id == "" {
				var err error
				if by, err = k.session.Identify("fake_thing", tc.by); err != nil {
					t.Fatal(err)
				}
			}
			imported, told := k.session.Import(t.Context(), "fake_thing", tc.id, by)
			if tc.fails != nil {
				k.fails(told, tc.fails...)
				return
			}
			k.quiet(told)
			def := newService().definition()
			if tc.change != nil {
				tc.change(&def)
			}
			identity := identityOf(t, imported, def.IDParts)
			if attribute(imported, "id") != tc.want || attribute(imported, "name") != tc.name || attribute(imported, "mode") != "calm" || identity != tc.want {
				t.Errorf("imported %v as %q", imported.Value, identity)
			}
		})
	}
}

// identityOf returns the parts of an object's identity as its id has them.
func identityOf(t *testing.T, object inprocess.Object, of []framework.IDPart) string {
	t.Helper()
	kinds := map[string]tftypes.Type{}
	for _, part := range of {
		kinds[part.Name] = tftypes.String
	}
	raw, err := object.Identity.IdentityData.Unmarshal(tftypes.Object{AttributeTypes: kinds})
	if err != nil {
		t.Fatal(err)
	}
	var values map[string]tftypes.Value
	if err := raw.As(&values); err != nil {
		t.Fatal(err)
	}
	parts := make([]string, len(of))
	for i, part := range of {
		if err := values[part.Name].As(&parts[i]); err != nil {
			t.Fatal(err)
		}
	}
	return strings.Join(parts, "/")
}

// TestAnImportSetsLocalSwitches to their defaults; one without a default stays null.
func TestAnImportSetsLocalSwitches(t *testing.T) {
	t.Parallel()
	k := runs(t, newService(), ready(), func(d *definition) {
		d.Schema.Attributes["loud"] = schema.BoolAttribute{Optional: true, Computed: true, Default: booldefault.StaticBool(true)}
		d.Schema.Attributes["shut"] = schema.BoolAttribute{Optional: true}
		d.Local = map[string]string{"loud": "has no remote value", "shut": "has no remote value"}
	})
	imported, told := k.session.Import(t.Context(), "fake_thing", "a", cty.NilVal)
	k.quiet(told)
	if loud, shut := imported.Value.GetAttr("loud"), imported.Value.GetAttr("shut"); !loud.RawEquals(cty.True) || !shut.IsNull() {
		t.Errorf("loud is %#v, shut is %#v", loud, shut)
	}
}

func importing(values map[string]any) func(d *definition) {
	return func(d *definition) {
		d.Import = func(context.Context, *framework.Operation[thingModel], []string) (map[string]any, error) {
			return maps.Clone(values), nil
		}
	}
}
