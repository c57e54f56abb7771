// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package authtest

import (
	"cmp"
	"context"
	"maps"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/inprocess"
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

// place is where the provider runs: the emulator and the environment that points to it, without the secret.
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
	*inprocess.Session
	t      *testing.T
	secret string
}

// start starts a provider with the block and the environment, and returns the diagnostics of its configuration.
func start(t *testing.T, block, environment values) (session, report) {
	t.Helper()
	s := session{acctest.Start(t, environment), t, cmp.Or(block["client_secret"], environment["BCSALES_CLIENT_SECRET"])}
	given := map[string]any{}
	for name, text := range block {
		given[name] = text
		if text == "true" || text == "false" {
			given[name] = text == "true"
		}
	}
	config, err := s.Provider(given)
	if err != nil {
		t.Fatal(err)
	}
	return s, newReport(s.Configure(t.Context(), config), s.secret)
}

// read reads a data source without arguments.
func (s session) read(ctx context.Context, name string) report {
	s.t.Helper()
	config, err := s.DataSource(name, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	_, answer := s.Read(ctx, name, config)
	return newReport(answer, s.secret)
}

// report is the text of diagnostics.
type report struct {
	errors, warnings string
	// secret is the client secret that the provider was given, if it was.
	secret string
}

func newReport(d inprocess.Diagnostics, secret string) report {
	return report{d.Errors(), d.Warnings(), secret}
}

// signIn starts a provider and reads something that requires a token.
func signIn(t *testing.T, block, environment values) report {
	t.Helper()
	s, configured := start(t, block, environment)
	if configured.errors != "" {
		return configured
	}
	read := s.read(t.Context(), "bcsales_companies")
	return report{read.errors, configured.warnings + read.warnings, read.secret}
}

// expect checks a report: no error if nothing is expected, otherwise every part; never one of the secrets.
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
	for _, secret := range append(secrets, r.secret) {
		if secret != "" && strings.Contains(r.errors+r.warnings, secret) {
			t.Errorf("the secret %q is shown: %s%s", secret, r.errors, r.warnings)
		}
	}
}

// tokenRequests counts the token requests since the last reset.
func (p place) tokenRequests() int {
	n := 0
	for _, count := range p.Requests() {
		if count.API == acctest.Entra && strings.HasSuffix(count.Route, "/oauth2/v2.0/token") {
			n += count.Count
		}
	}
	return n
}
