// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package authtest

import (
	"context"
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/provider"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// values are arguments of the provider block, or environment variables.
type values map[string]string

func (v values) with(more values) values {
	out := values{}
	maps.Copy(out, v)
	maps.Copy(out, more)
	return out
}

func (v values) without(names ...string) values {
	out := maps.Clone(v)
	for _, name := range names {
		delete(out, name)
	}
	return out
}

// place is where the provider runs: the emulator and the environment that names it, but for the secret.
type place struct {
	*acctest.Env
	environment values
}

func newPlace(t *testing.T) place {
	t.Helper()
	env := acctest.New(t)
	return place{env, values(env.Emulator().Env()).without("BCSALES_CLIENT_SECRET")}
}

// session is a provider server that Terraform has started.
type session struct {
	t      *testing.T
	server tfprotov6.ProviderServer
	schema *tfprotov6.GetProviderSchemaResponse
}

// start starts a provider with the block and the environment, and returns what its configuration says.
func start(t *testing.T, block, environment values) (*session, report) {
	t.Helper()
	lookup := func(name string) (string, bool) {
		value, ok := environment[name]
		return value, ok
	}
	server, err := providerserver.NewProtocol6WithError(provider.New("test", lookup)())()
	if err != nil {
		t.Fatal(err)
	}
	s := &session{t: t, server: server}
	if s.schema, err = server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{}); err != nil {
		t.Fatal(err)
	}
	answer, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{
		TerraformVersion: "1.11.0", Config: s.value(s.schema.Provider, block),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, newReport(answer.Diagnostics)
}

// value encodes attributes as Terraform does; those that are left out are null.
func (s *session) value(schema *tfprotov6.Schema, given values) *tfprotov6.DynamicValue {
	s.t.Helper()
	object, ok := schema.ValueType().(tftypes.Object)
	if !ok {
		s.t.Fatalf("the schema is %s", schema.ValueType())
	}
	attributes := map[string]tftypes.Value{}
	for name, kind := range object.AttributeTypes {
		switch text, set := given[name]; {
		case !set:
			attributes[name] = tftypes.NewValue(kind, nil)
		case kind.Is(tftypes.Bool):
			attributes[name] = tftypes.NewValue(kind, text == "true")
		default:
			attributes[name] = tftypes.NewValue(kind, text)
		}
	}
	encoded, err := tfprotov6.NewDynamicValue(object, tftypes.NewValue(object, attributes))
	if err != nil {
		s.t.Fatal(err)
	}
	return &encoded
}

// read reads a data source without arguments.
func (s *session) read(ctx context.Context, name string) report {
	s.t.Helper()
	answer, err := s.server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{
		TypeName: name, Config: s.value(s.schema.DataSourceSchemas[name], nil),
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return newReport(answer.Diagnostics)
}

// report is what diagnostics say.
type report struct{ errors, warnings string }

func newReport(diagnostics []*tfprotov6.Diagnostic) report {
	var r report
	for _, d := range diagnostics {
		line := d.Summary + ": " + d.Detail + "\n"
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			r.errors += line
		} else {
			r.warnings += line
		}
	}
	return r
}

// signIn starts a provider and reads something, which takes a token.
func signIn(t *testing.T, block, environment values) report {
	t.Helper()
	s, configured := start(t, block, environment)
	if configured.errors != "" {
		return configured
	}
	read := s.read(t.Context(), "bcsales_companies")
	return report{read.errors, configured.warnings + read.warnings}
}

// expect checks a report: no error when nothing is wanted, else every part; never one of the secrets.
func (r report) expect(t *testing.T, wanted []string, secrets ...string) {
	t.Helper()
	if len(wanted) == 0 && r.errors != "" {
		t.Errorf("failed: %s", r.errors)
	}
	for _, part := range wanted {
		if !strings.Contains(r.errors, part) {
			t.Errorf("%q is not in %q", part, r.errors)
		}
	}
	for _, secret := range append(secrets, emulator.ClientSecret) {
		if secret != "" && strings.Contains(r.errors+r.warnings, secret) {
			t.Errorf("the secret %q is shown: %s%s", secret, r.errors, r.warnings)
		}
	}
}

// tokenRequests counts the requests for a token since the last reset.
func (p place) tokenRequests() int {
	n := 0
	for _, count := range p.Requests() {
		if count.API == acctest.Entra && strings.HasSuffix(count.Route, "/oauth2/v2.0/token") {
			n += count.Count
		}
	}
	return n
}
