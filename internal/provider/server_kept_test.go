// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

// forgetful is a server whose applies end with a state of their own.
type forgetful struct {
	protocol
	schema *tfprotov6.Schema
	state  *tfprotov6.DynamicValue
	says   []*tfprotov6.Diagnostic
}

func (f forgetful) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return &tfprotov6.GetProviderSchemaResponse{ResourceSchemas: map[string]*tfprotov6.Schema{"bcsales_thing": f.schema}}, nil
}

func (f forgetful) ApplyResourceChange(context.Context, *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return &tfprotov6.ApplyResourceChangeResponse{NewState: f.state, Diagnostics: f.says}, nil
}

// TestNotKept: an apply that was answered with success everywhere and led to something else is an error of the provider's own.
func TestNotKept(t *testing.T) {
	t.Parallel()
	element := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"mode": tftypes.String, "id": tftypes.String}}
	types := map[string]tftypes.Type{
		"name": tftypes.String, "enabled": tftypes.Bool, "size": tftypes.Number, "names": tftypes.Set{ElementType: tftypes.String},
		"steps": tftypes.List{ElementType: tftypes.String}, "entries": tftypes.Map{ElementType: element}, "one": element,
	}
	schema := &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{}}
	for name, kind := range types {
		schema.Block.Attributes = append(schema.Block.Attributes, &tfprotov6.SchemaAttribute{Name: name, Type: kind, Optional: true})
	}
	kind := schema.ValueType()
	entry := func(mode, id any) tftypes.Value {
		return tftypes.NewValue(element, map[string]tftypes.Value{"mode": tftypes.NewValue(tftypes.String, mode), "id": tftypes.NewValue(tftypes.String, id)})
	}
	entries := func(of map[string]tftypes.Value) tftypes.Value { return tftypes.NewValue(types["entries"], of) }
	texts := func(kind tftypes.Type, of ...string) tftypes.Value {
		all := []tftypes.Value{}
		for _, text := range of {
			all = append(all, tftypes.NewValue(tftypes.String, text))
		}
		return tftypes.NewValue(kind, all)
	}
	object := func(of map[string]tftypes.Value) *tfprotov6.DynamicValue {
		all := map[string]tftypes.Value{}
		for name, kind := range types {
			all[name] = tftypes.NewValue(kind, nil)
			if value, given := of[name]; given {
				all[name] = value
			}
		}
		value := tftypes.NewValue(kind, all)
		if of == nil {
			value = tftypes.NewValue(kind, nil)
		}
		encoded, err := tfprotov6.NewDynamicValue(kind, value)
		if err != nil {
			t.Fatal(err)
		}
		return &encoded
	}
	text := func(value any) tftypes.Value { return tftypes.NewValue(tftypes.String, value) }
	failure := []*tfprotov6.Diagnostic{{Severity: tfprotov6.DiagnosticSeverityError, Summary: "No", Detail: "It failed."}}
	type values = map[string]tftypes.Value
	for name, tc := range map[string]struct {
		planned, actual values
		says            []*tfprotov6.Diagnostic
		want            string // a line, or "" for no error
	}{
		"as planned":   {values{"name": text("a")}, values{"name": text("a")}, nil, ""},
		"not known":    {values{"name": text(tftypes.UnknownValue)}, values{"name": text("a")}, nil, ""},
		"deleted":      {nil, nil, nil, ""},
		"gone":         {values{"name": text("a")}, nil, nil, ""},
		"failed":       {values{"name": text("a")}, values{"name": text("b")}, failure, ""},
		"a text":       {values{"name": text("a")}, values{"name": text("b")}, nil, `name is "b" instead of "a".`},
		"another case": {values{"name": text("a")}, values{"name": text("A")}, nil, `name is "A" instead of "a".`},
		"decomposed letters": {
			values{"name": text("\u00e4"), "names": texts(types["names"], "\u00e4"), "entries": entries(values{"\u00c4": entry("x", "1")})},
			values{"name": text("a\u0308"), "names": texts(types["names"], "a\u0308"), "entries": entries(values{"A\u0308": entry("x", "1")})},
			nil, "",
		},
		"a secret":               {values{"name": text("a")}, values{"name": text(knownSecret)}, nil, `name is "redacted" instead of "a".`},
		"no text":                {values{"name": text("a")}, values{}, nil, "name is missing."},
		"a text of its own":      {values{}, values{"name": text("a")}, nil, `name is "a" instead of nothing.`},
		"a truth":                {values{"enabled": tftypes.NewValue(tftypes.Bool, true)}, values{"enabled": tftypes.NewValue(tftypes.Bool, false)}, nil, "enabled is false instead of true."},
		"a number":               {values{"size": tftypes.NewValue(tftypes.Number, 7)}, values{"size": tftypes.NewValue(tftypes.Number, 8)}, nil, "size is 8 instead of 7."},
		"a set":                  {values{"names": texts(types["names"], "a", "b")}, values{"names": texts(types["names"], "a", "c")}, nil, "names differs."},
		"a set in another order": {values{"names": texts(types["names"], "a", "b")}, values{"names": texts(types["names"], "b", "a")}, nil, ""},
		"an element":             {values{"steps": texts(types["steps"], "a", "b")}, values{"steps": texts(types["steps"], "a", "c")}, nil, `steps[1] is "c" instead of "b".`},
		"fewer elements":         {values{"steps": texts(types["steps"], "a", "b")}, values{"steps": texts(types["steps"], "a")}, nil, "steps differs."},
		"within an object":       {values{"one": entry("x", "1")}, values{"one": entry("y", "1")}, nil, `one.mode is "y" instead of "x".`},
		"within a map": {
			values{"entries": entries(values{"JO": entry("x", tftypes.UnknownValue)})},
			values{"entries": entries(values{"JO": entry("y", "1")})},
			nil,
			`entries["JO"].mode is "y" instead of "x".`,
		},
		"an object is missing of which a part was not known": {values{"one": entry("x", tftypes.UnknownValue)}, values{}, nil, "one is missing."},
		"an entry is missing":                                {values{"entries": entries(values{"JO": entry("x", "1")})}, values{"entries": entries(values{})}, nil, `entries["JO"] is missing.`},
		"an entry too many":                                  {values{"entries": entries(values{})}, values{"entries": entries(values{"JO": entry("x", "1")})}, nil, `entries["JO"] differs.`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var secrets redact.Secrets
			secrets.Add(knownSecret)
			s := &server{protocol: forgetful{schema: schema, state: object(tc.actual), says: tc.says}, secrets: &secrets}
			for _, prior := range []*tfprotov6.DynamicValue{object(nil), object(values{})} {
				resp, err := s.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{TypeName: "bcsales_thing", PriorState: prior, PlannedState: object(tc.planned)})
				if err != nil {
					t.Fatal(err)
				}
				more := resp.Diagnostics[len(tc.says):]
				if tc.want == "" {
					if len(more) != 0 {
						t.Errorf("%s: %s", more[0].Summary, more[0].Detail)
					}
					continue
				}
				if len(more) != 1 || !strings.Contains(more[0].Detail, "\n"+tc.want+"\n") || !strings.Contains(more[0].Detail, "What to do: Run terraform apply again.") {
					t.Fatalf("want %q: %v", tc.want, more)
				}
				if attribute := strings.FieldsFunc(tc.want, func(r rune) bool { return strings.ContainsRune(" .[", r) })[0]; more[0].Attribute.String() != `AttributeName("`+attribute+`")` {
					t.Errorf("it is about %s", more[0].Attribute)
				}
				if created, _ := prior.IsNull(); strings.Contains(more[0].Detail, "untaint") != created {
					t.Errorf("created is %v: %s", created, more[0].Detail)
				}
			}
		})
	}
}

// TestNotKeptIsBounded: hundreds of differences stay a diagnostic that can be read.
func TestNotKeptIsBounded(t *testing.T) {
	t.Parallel()
	all := make([]difference, 40)
	for i := range all {
		all[i] = difference{"name", "name", tftypes.NewValue(tftypes.String, "a"), tftypes.NewValue(tftypes.String, strings.Repeat("b", 1000))}
	}
	d := notKept(all, false)
	if !strings.Contains(d.Detail, "\n30 more values differ.\n") || len(d.Detail) > 5000 {
		t.Errorf("%d bytes: %s", len(d.Detail), d.Detail)
	}
}

// TestNotCompared: a result that cannot be compared with the plan is kept all the same.
func TestNotCompared(t *testing.T) {
	t.Parallel()
	schema := &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{Attributes: []*tfprotov6.SchemaAttribute{{Name: "name", Type: tftypes.String, Optional: true}}}}
	state := &tfprotov6.DynamicValue{JSON: []byte(`{"name":"a"}`)}
	s := &server{protocol: forgetful{schema: schema, state: state}, secrets: &redact.Secrets{}}
	resp, err := s.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: "bcsales_thing", PriorState: &tfprotov6.DynamicValue{JSON: []byte("null")}, PlannedState: &tfprotov6.DynamicValue{JSON: []byte(`{"name":`)},
	})
	if err != nil || resp.NewState != state {
		t.Fatalf("the state is %v: %v", resp, err)
	}
	if len(resp.Diagnostics) != 1 || resp.Diagnostics[0].Severity != tfprotov6.DiagnosticSeverityWarning || !strings.Contains(resp.Diagnostics[0].Detail, "reading the plan") {
		t.Errorf("%v", resp.Diagnostics)
	}
}
