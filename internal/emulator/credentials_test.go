// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"crypto/tls"
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
)

// TestCredentialsAreNew: two emulators share no credential, also with the same --seed-random, and a reset keeps them.
func TestCredentialsAreNew(t *testing.T) {
	t.Parallel()
	one := start(t, emulator.Options{Repeat: 7, ControlToken: true})
	two := start(t, emulator.Options{Repeat: 7, ControlToken: true})
	values := func(c *client) map[string]string {
		return map[string]string{"secret": c.ClientSecret(), "request token": c.RequestToken(), "control token": c.Env()["BCSALES_EMULATOR_TOKEN"]}
	}
	before, other := values(one), values(two)
	for name, value := range before {
		if len(value) < 40 || value == other[name] {
			t.Errorf("the %s of two emulators: %d characters, the same: %v", name, len(value), value == other[name])
		}
	}
	one.want(one.do("POST", "/_emulator/reset", "", "Authorization: Bearer "+before["control token"]), 204)
	form := "grant_type=client_credentials&client_id=" + emulator.ClientID + "&client_secret=" + before["secret"] + "&scope=" + one.URL() + "/.default"
	tokens := "/" + emulator.TenantID + "/oauth2/v2.0/token"
	one.want(one.do("POST", tokens, form, "Content-Type: application/x-www-form-urlencoded"), 200)
	two.want(two.do("POST", tokens, strings.ReplaceAll(form, one.URL(), two.URL()), "Content-Type: application/x-www-form-urlencoded"), 401)
	for name, value := range values(one) {
		if value != before[name] {
			t.Errorf("the reset changed the %s", name)
		}
	}
}

// TestControlToken: the token guards the control interface, but not what stands in for a pipeline or a machine.
func TestControlToken(t *testing.T) {
	t.Parallel()
	guarded, open := start(t, emulator.Options{ControlToken: true}), start(t, emulator.Options{})
	if _, given := open.Env()["BCSALES_EMULATOR_TOKEN"]; given {
		t.Error("an open control interface has a token")
	}
	token := guarded.Env()["BCSALES_EMULATOR_TOKEN"]
	for _, test := range []struct {
		method, path, body string
		status             int
	}{
		{"GET", "requests", "", 200},
		{"DELETE", "requests", "", 204},
		{"GET", "state/graph/users", "", 200},
		{"POST", "state/graph/users", `{"userPrincipalName":"new@contoso.com","displayName":"New"}`, 201},
		{"PATCH", "state/graph/servicePrincipals/" + emulator.ObjectID, `{"displayName":"x"}`, 200},
		{"GET", "faults", "", 200},
		{"PUT", "faults", "[]", 204},
		{"DELETE", "faults", "", 204},
		{"POST", "reset", "", 204},
		{"GET", "nothing", "", 404},
	} {
		name := test.method + " " + test.path
		path := "/_emulator/" + test.path
		if got := open.do(test.method, path, test.body).status; got != test.status {
			t.Errorf("%s without --control-token: %d", name, got)
		}
		for _, header := range []string{"Authorization: ", "Authorization: Bearer", "Authorization: Bearer " + token + "x", "Authorization: Basic " + token, "Authorization: Bearer " + guarded.ClientSecret()} {
			if got := guarded.do(test.method, path, test.body, header).status; got != http.StatusUnauthorized {
				t.Errorf("%s with %q: %d", name, strings.ReplaceAll(header, token, "TOKEN"), got)
			}
		}
		if got := guarded.do(test.method, path, test.body, "Authorization: Bearer "+token).status; got != test.status {
			t.Errorf("%s with the token: %d", name, got)
		}
	}
	for path, header := range map[string]string{
		"oidc/.well-known/openid-configuration": "Accept: */*", "oidc/keys": "Accept: */*", "oidc/github?audience=x": "Authorization: Bearer " + guarded.RequestToken(),
		"msi/token?resource=" + guarded.URL(): "X-Identity-Header: " + guarded.RequestToken(),
	} {
		if got := guarded.do("GET", "/_emulator/"+path, "", header).status; got != http.StatusOK {
			t.Errorf("%s: %d", path, got)
		}
	}
}

// TestForeignRequests: pages in a browser reach neither the services nor the control interface.
func TestForeignRequests(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{})
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	defer client.CloseIdleConnections()
	for _, path := range []string{"/_emulator/requests", "/_emulator/oidc/keys", "/v1.0/users", "/" + emulator.TenantID + "/discovery/v2.0/keys", "/nothing"} {
		for _, test := range []struct {
			host, origin string
			refused      bool
		}{
			{"localhost", "", false},
			{"LOCALHOST:1", "", false},
			{"127.0.0.1", "", false},
			{"127.8.9.10:65535", "", false},
			{"[::1]:8443", "", false},
			{"emulator.example", "", true},
			{"127.0.0.1.emulator.example:443", "", true},
			{"localhost.emulator.example", "", true},
			{"192.0.2.1", "", true},
			{"0.0.0.0", "", true},
			{"localhost", "https://emulator.example", true},
			{"localhost", "null", true},
			{"localhost", c.URL(), true},
		} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.URL()+path, http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			r.Host = test.host
			if test.origin != "" {
				r.Header.Set("Origin", test.origin)
			}
			answer, err := client.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			_ = answer.Body.Close()
			if refused := answer.StatusCode == http.StatusForbidden; refused != test.refused {
				t.Errorf("%s for %q with Origin %q: %d", path, test.host, test.origin, answer.StatusCode)
			}
		}
	}
}
