// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package authtest

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

const (
	wrong   = "not-the-right-secret"
	unknown = "99999999-0000-4000-8000-000000000009"
)

func principals() acctest.Set { return acctest.Set{API: acctest.Graph, Name: "servicePrincipals"} }

func TestClientSecret(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	right := p.environment.with(values{"BCSALES_CLIENT_SECRET": p.Emulator().ClientSecret()})
	for name, test := range map[string]struct {
		environment values
		want        []string
	}{
		"right":        {right, nil},
		"wrong secret": {right.with(values{"BCSALES_CLIENT_SECRET": wrong}), []string{"AADSTS7000215: Invalid client secret provided", "secret's value, not to its id", "trace id"}},
		"unknown application": {right.with(values{"BCSALES_CLIENT_ID": unknown}), []string{
			"AADSTS700016: Application with identifier '" + unknown + "' was not found", "no application " + unknown + " in the tenant", "check client_id and tenant_id",
		}},
		"unknown tenant": {right.with(values{"BCSALES_TENANT_ID": unknown}), []string{"AADSTS90002: Tenant '" + unknown + "' not found", "check tenant_id and environment"}},
		"no tenant":      {right.without("BCSALES_TENANT_ID"), []string{"The tenant is not known", "BCSALES_TENANT_ID"}},
		"no application": {right.without("BCSALES_CLIENT_ID"), []string{"The application is not known", "BCSALES_CLIENT_ID"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			signIn(t, nil, test.environment).expect(t, test.want, wrong)
		})
	}
}

// TestClientIDOfAFile signs in as the application whose id a file holds, named in the block or in a variable.
func TestClientIDOfAFile(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	file := func(content string) string {
		path := filepath.Join(t.TempDir(), "client-id")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	without := p.environment.without("BCSALES_CLIENT_ID").with(values{"BCSALES_CLIENT_SECRET": p.Emulator().ClientSecret()})
	own := file(emulator.ClientID + "\n")
	for name, test := range map[string]struct {
		block, environment values
		want               []string
	}{
		"block":               {values{"client_id_file_path": own}, without, nil},
		"variable":            {nil, without.with(values{"BCSALES_CLIENT_ID_FILE_PATH": own}), nil},
		"Terraform's":         {nil, without.with(values{"ARM_CLIENT_ID_FILE_PATH": own}), nil},
		"beside the same id":  {values{"client_id_file_path": own}, without.with(values{"BCSALES_CLIENT_ID": emulator.ClientID}), nil},
		"unknown application": {values{"client_id_file_path": file(unknown)}, without, []string{"AADSTS700016: Application with identifier '" + unknown + "' was not found"}},
		"empty file":          {values{"client_id_file_path": file("\n")}, without, []string{"The file holds no client id", "client_id_file_path"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			signIn(t, test.block, test.environment).expect(t, test.want)
		})
	}
}

func TestDisabledApplication(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.Patch(principals(), emulator.ObjectID, acctest.Row{"accountEnabled": false})
	signIn(t, values{"client_secret": p.Emulator().ClientSecret()}, p.environment).
		expect(t, []string{"AADSTS7000112", "is disabled", "enable its enterprise application"})
}

// TestOneTokenRequest makes 20 concurrent first calls to each service, which cost one token request for each. Those for Business
// Central and Dataverse are made before the first call, that for Graph is not.
func TestOneTokenRequest(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	s, configured := start(t, values{"client_secret": p.Emulator().ClientSecret()}, p.environment)
	configured.expect(t, nil)
	for begun := time.Now(); p.tokenRequests() < 2 && time.Since(begun) < 10*time.Second; {
		time.Sleep(time.Millisecond)
	}
	for _, test := range []struct {
		source string
		want   int // token requests up to now
	}{{"bcsales_companies", 2}, {"bcsales_system_users", 2}, {"bcsales_license_skus", 3}} {
		reports := make([]report, 20)
		var all sync.WaitGroup
		for i := range reports {
			all.Go(func() { reports[i] = s.read(t.Context(), test.source) })
		}
		all.Wait()
		for _, r := range reports {
			r.expect(t, nil)
		}
		if got := p.tokenRequests(); got != test.want {
			t.Errorf("%s: %d requests for a token, want %d", test.source, got, test.want)
		}
	}
}

// TestRevokedSecret shows that a failure is not cached, and that a service's 401 requests a new token once.
func TestRevokedSecret(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.Patch(principals(), emulator.ObjectID, acctest.Row{"accountEnabled": false})
	s, _ := start(t, values{"client_secret": p.Emulator().ClientSecret()}, p.environment)
	s.read(t.Context(), "bcsales_companies").expect(t, []string{"AADSTS7000112"})
	p.Patch(principals(), emulator.ObjectID, acctest.Row{"accountEnabled": true})
	s.read(t.Context(), "bcsales_companies").expect(t, nil)

	s.read(t.Context(), "bcsales_business_units").expect(t, nil)
	p.ResetRequests()
	p.Faults(acctest.Fault{API: "dataverse", Path: "/systemusers", Action: "status", Status: 401, Times: 1})
	s.read(t.Context(), "bcsales_system_users").expect(t, nil)
	if got := p.tokenRequests(); got != 1 {
		t.Errorf("%d requests for a token after a 401, want 1", got)
	}
}
