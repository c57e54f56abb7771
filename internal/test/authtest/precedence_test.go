// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package authtest

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// TestPrecedence shows which source wins by which one fails: a wrong secret matters only where it is used.
func TestPrecedence(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	const right = emulator.ClientSecret
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
		"another method of the block wins":   {values{"use_oidc": "true", "oidc_token": "none"}, values{"BCSALES_CLIENT_SECRET": right}, []string{"AADSTS50027"}},
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

// TestOverriddenEndpoints lists them in a warning, and sends them nothing that came from ARM_* variables.
func TestOverriddenEndpoints(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	r := signIn(t, values{"client_secret": emulator.ClientSecret}, p.environment)
	r.expect(t, nil)
	for _, part := range []string{"Endpoints are overridden", "authority = " + p.Emulator().URL(), "graph = ", "business_central = "} {
		if !strings.Contains(r.warnings, part) {
			t.Errorf("%q is not in %q", part, r.warnings)
		}
	}

	p.ResetRequests()
	for _, variable := range []string{"ARM_CLIENT_SECRET", "ARM_CLIENT_CERTIFICATE_PATH", "ARM_USE_CLI"} {
		value := emulator.ClientSecret
		if variable == "ARM_USE_CLI" {
			value = "true"
		}
		signIn(t, nil, p.environment.with(values{variable: value})).expect(t, []string{"overridden endpoints"})
	}
	if counts := p.Requests(); len(counts) > 0 {
		t.Errorf("something was sent: %v", counts)
	}
	insecure := p.environment.with(values{"BCSALES_CLIENT_SECRET": emulator.ClientSecret, "BCSALES_GRAPH_URL": "http://127.0.0.1:1"})
	signIn(t, nil, insecure).expect(t, []string{"Invalid endpoint", "BCSALES_GRAPH_URL"})
}
