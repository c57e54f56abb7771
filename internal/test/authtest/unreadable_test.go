// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package authtest

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

// TestUnreadableTokenAnswer answers a request for a token with something that holds credentials and is no answer: no
// diagnostic shows them. Terraform's server logs the same diagnostics.
func TestUnreadableTokenAnswer(t *testing.T) {
	t.Parallel()
	const canary = "0canary/of+a~token0"
	assertion := func(p place) string { return p.Emulator().FederatedToken("", "", time.Hour) }
	for name, test := range map[string]struct {
		body   string
		status int
		want   string
		// assertion is whether the provider signs in with an assertion from a file, which the answer quotes.
		assertion bool
	}{
		"cut off":               {`{"token_type":"Bearer","expires_in":3599,"access_token":"` + canary, 0, "was not understood", false},
		"not JSON":              {"access_token=" + canary, 0, "was not understood", false},
		"a list":                {`[{"access_token":"` + canary + `"}]`, 0, "was not understood", false},
		"wrong types":           {`{"access_token":"` + canary + `","expires_in":{"a":1}}`, 0, "was not understood", false},
		"no expiry":             {`{"access_token":"","refresh_token":"` + canary + `"}`, 0, "was not understood", false},
		"a refusal quotes it":   {`{"error":"invalid_client","error_description":"AADSTS7000215: Invalid secret SECRET in client_assertion=` + canary + `"}`, 401, "AADSTS7000215", false},
		"the error quotes it":   {`{"error":"access_token=` + canary + ` SECRET","error_description":""}`, 400, "redacted", false},
		"ids quote it":          {`{"error":"invalid_client","trace_id":"SECRET","correlation_id":"access_token=` + canary + `"}`, 401, "redacted", false},
		"quotes an assertion":   {`{"error":"invalid_client","error_description":"AADSTS50027: ASSERTION"}`, 401, "AADSTS50027", true},
		"quotes it in encoding": {`{"error":"invalid_client","error_description":"AADSTS50027: x=ENCODED"}`, 401, "AADSTS50027", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			environment, secrets := p.environment.with(values{"BCSALES_CLIENT_SECRET": p.Emulator().ClientSecret()}), []string{canary, url.QueryEscape(canary)}
			secret := p.Emulator().ClientSecret()
			if test.assertion {
				secret = assertion(p) + "/opaque+end"
				file := filepath.Join(t.TempDir(), "assertion")
				if err := os.WriteFile(file, []byte(secret), 0o600); err != nil {
					t.Fatal(err)
				}
				environment = p.environment.with(values{"BCSALES_USE_OIDC": "true", "BCSALES_OIDC_TOKEN_FILE_PATH": file})
			}
			secrets = append(secrets, secret, url.QueryEscape(secret), "opaque+end", "opaque%2Bend")
			body := strings.NewReplacer("SECRET", secret, "ASSERTION", secret, "ENCODED", url.QueryEscape(secret)).Replace(test.body)
			p.Faults(acctest.Fault{API: acctest.Entra, Method: http.MethodPost, Path: "/oauth2/v2.0/token$", Action: "malformed", Status: test.status, Body: body})
			s, configured := start(t, nil, environment)
			read := s.read(t.Context(), "bcsales_companies")
			report{configured.errors + read.errors, configured.warnings + read.warnings, secret}.expect(t, []string{test.want}, secrets...)
		})
	}
}
