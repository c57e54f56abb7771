// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness_test

import (
	"context"
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// found is one check of a report.
type found struct{ status, detail, remedy string }

// report is what the data source tells.
type report struct {
	ready  bool
	order  []string
	checks map[string]found
}

// bad returns the checks that fail or warn.
func (r report) bad() map[string]found {
	bad := maps.Clone(r.checks)
	maps.DeleteFunc(bad, func(_ string, f found) bool { return f.status == "pass" || f.status == "skipped" })
	return bad
}

// read reads the data source without Terraform in between, with a provider of its own.
func read(t *testing.T, env *acctest.Env, company string, variables map[string]string) report {
	t.Helper()
	return readWithin(t.Context(), t, env, company, variables)
}

func readWithin(ctx context.Context, t *testing.T, env *acctest.Env, company string, variables map[string]string) report {
	t.Helper()
	lookup := func(name string) (string, bool) {
		if value, ok := variables[name]; ok {
			return value, value != ""
		}
		value, ok := env.Emulator().Env()[name]
		return value, ok
	}
	server, err := providerserver.NewProtocol6WithError(provider.New("test", lookup)())()
	must(t, err)
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	must(t, err)
	config := object(t, schemas.Provider, nil)
	configured, err := server.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{Config: config})
	must(t, err)
	mustNot(t, configured.Diagnostics)
	const name = "bcsales_integration_readiness"
	answer, err := server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{
		TypeName: name, Config: object(t, schemas.DataSourceSchemas[name], map[string]tftypes.Value{"company_id": tftypes.NewValue(tftypes.String, company)}),
	})
	must(t, err)
	mustNot(t, answer.Diagnostics)
	state, err := answer.State.Unmarshal(schemas.DataSourceSchemas[name].ValueType())
	must(t, err)
	return decode(t, state)
}

func decode(t *testing.T, state tftypes.Value) report {
	t.Helper()
	var attributes map[string]tftypes.Value
	must(t, state.As(&attributes))
	r := report{checks: map[string]found{}}
	must(t, attributes["ready"].As(&r.ready))
	var rows []tftypes.Value
	must(t, attributes["checks"].As(&rows))
	for _, row := range rows {
		var columns map[string]tftypes.Value
		must(t, row.As(&columns))
		text := func(name string) string {
			var s *string
			must(t, columns[name].As(&s))
			if s == nil {
				return ""
			}
			return *s
		}
		r.order = append(r.order, text("id"))
		r.checks[text("id")] = found{text("status"), text("detail"), text("remedy")}
	}
	return r
}

// object encodes an object of the schema's type with the values, and null for the rest.
func object(t *testing.T, schema *tfprotov6.Schema, values map[string]tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()
	kind, ok := schema.ValueType().(tftypes.Object)
	if !ok {
		t.Fatalf("unexpected type %s", schema.ValueType())
	}
	all := map[string]tftypes.Value{}
	for name, attribute := range kind.AttributeTypes {
		all[name] = tftypes.NewValue(attribute, nil)
	}
	maps.Copy(all, values)
	encoded, err := tfprotov6.NewDynamicValue(kind, tftypes.NewValue(kind, all))
	must(t, err)
	return &encoded
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustNot(t *testing.T, diagnostics []*tfprotov6.Diagnostic) {
	t.Helper()
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			t.Fatalf("%s: %s", d.Summary, d.Detail)
		}
	}
}
