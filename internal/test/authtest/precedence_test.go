// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package authtest

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestPrecedence shows which source wins by which one fails: a wrong secret matters only where it is used.
func TestPrecedence(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	right := p.Emulator().ClientSecret()
	refused := []string{"AADSTS7000215"}
	for name, test := range map[string]struct {
		block, environment values
		want               []string
	}{
		"the block wins": {values{"client_secret": right}, values{"BCSALES_CLIENT_SECRET": wrong, "ARM_CLIENT_SECRET": wrong}, nil},
		"the block wins when it is wrong": {
			values{"client_secret": wrong}, values{"BCSALES_CLIENT_SECRET": right, "ARM_CLIENT_SECRET": right}, refused,
		},
		"BCSALES_* win over ARM_*":           {nil, values{"BCSALES_CLIENT_SECRET": right, "ARM_CLIENT_SECRET": wrong}, nil},
		"BCSALES_* win when they are wrong":  {nil, values{"BCSALES_CLIENT_SECRET": wrong, "ARM_CLIENT_SECRET": right}, refused},
		"another method of the block wins":   {values{"use_oidc": "true", "oidc_token": "none"}, values{"BCSALES_CLIENT_SECRET": right}, []string{"the assertion was not sent"}},
		"the ids of the block win":           {values{"client_id": unknown}, values{"BCSALES_CLIENT_SECRET": right}, []string{"AADSTS700016"}},
		"ids of BCSALES_* win over ARM_*":    {nil, values{"BCSALES_CLIENT_SECRET": right, "ARM_CLIENT_ID": unknown, "ARM_TENANT_ID": unknown}, nil},
		"a flag of the block says no":        {values{"use_msi": "false"}, values{"BCSALES_CLIENT_SECRET": right, "BCSALES_USE_MSI": "true"}, nil},
		"two methods at one level":           {values{"client_secret": right, "use_msi": "true"}, nil, []string{"More than one way to authenticate", "client_secret, use_msi"}},
		"two methods in variables":           {nil, values{"BCSALES_CLIENT_SECRET": right, "BCSALES_USE_CLI": "true"}, []string{"BCSALES_CLIENT_SECRET, BCSALES_USE_CLI"}},
		"no method":                          {nil, nil, []string{"No way to authenticate", "BCSALES_* variables: BCSALES_TENANT_ID, BCSALES_CLIENT_ID", "the provider block: nothing"}},
		"two methods at different levels":    {values{"client_secret": right}, values{"BCSALES_USE_MSI": "true", "ARM_USE_OIDC": "true"}, nil},
		"a secret of ARM_* and the emulator": {nil, values{"ARM_CLIENT_SECRET": right}, []string{"overridden endpoints", "never sent to such an endpoint", "BCSALES_AUTHORITY_URL"}},
		"a flag of ARM_* and the emulator":   {nil, values{"ARM_USE_MSI": "true"}, []string{"overridden endpoints", "never sent"}},
		"a token of ARM_* and the emulator": {
			values{"use_oidc": "true"}, values{"ARM_OIDC_TOKEN": "assertion-of-others"}, []string{"overridden endpoints", "never sent"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			signIn(t, test.block, p.environment.with(test.environment)).expect(t, test.want, wrong, "assertion-of-others")
		})
	}
}

// TestForeignTokensStay: what Microsoft issued, and what cannot be read, goes to no service whose endpoint is overridden.
// The test sets environment variables, so it is not parallel.
func TestForeignTokensStay(t *testing.T) {
	for name, token := range map[string]string{
		"Microsoft's": "eyJhbGciOiJSUzI1NiJ9." + base64.RawURLEncoding.EncodeToString([]byte(`{"iss":"https://sts.windows.net/x/"}`)) + ".c2ln",
		"unreadable":  "0paque~token-of-a-machine",
	} {
		for _, source := range []string{"bcsales_companies", "bcsales_system_users", "bcsales_license_skus"} {
			t.Run(name+" "+source, func(t *testing.T) {
				p := newPlace(t)
				machine := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					_, _ = fmt.Fprintf(w, `{"access_token":%q,"expires_on":"4102444800","token_type":"Bearer"}`, token)
				}))
				defer machine.Close()
				t.Setenv("IDENTITY_ENDPOINT", machine.URL)
				t.Setenv("IDENTITY_HEADER", "header-of-a-machine")
				s, configured := start(t, values{"use_msi": "true"}, p.environment.without("BCSALES_CLIENT_ID"))
				configured.expect(t, nil)
				p.ResetRequests()
				s.read(t.Context(), source).expect(t, []string{"was not sent to an overridden endpoint", "Use a credential of the authority"}, token)
				if counts := p.Requests(); len(counts) > 0 {
					t.Errorf("something was sent: %v", counts)
				}
			})
		}
	}
}

// TestOverriddenEndpoints lists them in a warning, and sends them nothing that came from ARM_* variables.
func TestOverriddenEndpoints(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	r := signIn(t, values{"client_secret": p.Emulator().ClientSecret()}, p.environment)
	r.expect(t, nil)
	for _, part := range []string{"Endpoints are overridden", "authority = " + p.Emulator().URL(), "graph = ", "business_central = "} {
		if !strings.Contains(r.warnings, part) {
			t.Errorf("%q is not in %q", part, r.warnings)
		}
	}

	p = newPlace(t) // nothing that the provider has begun goes on here
	for _, variable := range []string{"ARM_CLIENT_SECRET", "ARM_CLIENT_CERTIFICATE_PATH", "ARM_USE_CLI"} {
		value := p.Emulator().ClientSecret()
		if variable == "ARM_USE_CLI" {
			value = "true"
		}
		signIn(t, nil, p.environment.with(values{variable: value})).expect(t, []string{"overridden endpoints"})
	}
	if counts := p.Requests(); len(counts) > 0 {
		t.Errorf("something was sent: %v", counts)
	}
	insecure := p.environment.with(values{"BCSALES_CLIENT_SECRET": p.Emulator().ClientSecret(), "BCSALES_GRAPH_URL": "http://127.0.0.1:1"})
	signIn(t, nil, insecure).expect(t, []string{"Invalid endpoint", "BCSALES_GRAPH_URL"})
}
