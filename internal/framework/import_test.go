// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"context"
	"errors"
	"maps"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
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
			if attribute(imported, "id") != tc.want || attribute(imported, "name") != tc.name || attribute(imported, "mode") != "calm" || imported.Identity == nil {
				t.Errorf("imported %v as %v", imported.Value, imported.Identity)
			}
		})
	}
}

func importing(values map[string]any) func(d *definition) {
	return func(d *definition) {
		d.Import = func(context.Context, *framework.Operation[thingModel], []string) (map[string]any, error) {
			return maps.Clone(values), nil
		}
	}
}
