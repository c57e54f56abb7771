// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"net/url"
	"testing"

	"github.com/google/uuid"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// TestKey: the key of a row depends on everything that tells its makers apart, and on no spelling.
func TestKey(t *testing.T) {
	t.Parallel()
	const (
		first  = "000000aa-0000-4000-8000-000000000001"
		second = "000000bb-0000-4000-8000-000000000001"
	)
	key := func(organization, table, natural string, scope Scope) string {
		t.Helper()
		origin := &url.URL{Scheme: "https", Host: "contoso.example"}
		tr, err := transport.New(transport.Options{Service: "Dataverse", Origin: origin, Transporter: transporttest.NewNetwork(transporttest.Answer{
			Body: `{"UserId":"000000cc-0000-4000-8000-000000000001","BusinessUnitId":"000000dd-0000-4000-8000-000000000001","OrganizationId":"` + organization + `"}`,
		})})
		if err != nil {
			t.Fatal(err)
		}
		out, err := New(tr, origin, scope).Key(t.Context(), table, natural)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	production := Scope{Environment: "Production"}
	base := key(first, "team", "a", production)
	if again := key(first, "team", "A", Scope{Environment: "PRODUCTION"}); again != base {
		t.Errorf("another spelling gives %s instead of %s", again, base)
	}
	seen := map[string]string{base: "base"}
	for name, other := range map[string]string{
		"another organization":      key(second, "team", "a", production),
		"another table":             key(first, "role", "a", production),
		"another row":               key(first, "team", "b", production),
		"another environment":       key(first, "team", "a", Scope{Environment: "Sandbox"}),
		"no environment":            key(first, "team", "a", Scope{}),
		"a configuration":           key(first, "team", "a", Scope{Environment: "Production", Configuration: "a"}),
		"another configuration":     key(first, "team", "a", Scope{Environment: "Production", Configuration: "A"}),
		"a configuration elsewhere": key(first, "team", "a", Scope{Environment: "Sandbox", Configuration: "a"}),
	} {
		if same, taken := seen[other]; taken {
			t.Errorf("%s has the key of: %s", name, same)
		}
		seen[other] = name
	}
	// Without a scope the key is that of earlier versions.
	if want := uuid.NewSHA1(uuid.MustParse(first), []byte("team\x00a")).String(); key(first, "team", "a", Scope{}) != want {
		t.Errorf("the key without a scope is not %s", want)
	}
}
