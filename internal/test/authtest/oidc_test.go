// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package authtest

import (
	"os"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/acctest"
)

func TestOIDCToken(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	issue := p.Emulator().FederatedToken
	const compare = "compare its issuer, subject and audience"
	for name, test := range map[string]struct {
		token string
		want  []string
	}{
		"right":          {issue("", "", time.Hour), nil},
		"wrong subject":  {issue("repo:contoso/other:ref:refs/heads/main", "", time.Hour), []string{"AADSTS700213", "'repo:contoso/other:ref:refs/heads/main'", compare}},
		"wrong audience": {issue("", "https://github.com/contoso", time.Hour), []string{"AADSTS700212", "'https://github.com/contoso'", compare}},
		"expired":        {issue("", "", -time.Minute), []string{"AADSTS700024", "request a new one", "clock"}},
		"malformed":      {issue("", "", time.Hour) + "!", []string{"AADSTS50027", "check its audience"}},
		"no token":       {"not-an-assertion", []string{"the assertion was not sent to an overridden endpoint", "who issued it cannot be read"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			block := values{"use_oidc": "true", "oidc_token": test.token}
			signIn(t, block, p.environment).expect(t, test.want, test.token)
			environment := p.environment.with(values{"BCSALES_USE_OIDC": "true", "BCSALES_OIDC_TOKEN": test.token})
			signIn(t, nil, environment).expect(t, test.want, test.token)
		})
	}
}

func TestOIDCUnknownIssuer(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.Patch(principals(), emulator.ObjectID, acctest.Row{"federatedIdentityCredentials": []any{
		acctest.Row{"issuer": "https://token.actions.githubusercontent.com", "subject": "x", "audiences": []any{"api://AzureADTokenExchange"}},
	}})
	token := p.Emulator().FederatedToken("", "", time.Hour)
	signIn(t, values{"use_oidc": "true", "oidc_token": token}, p.environment).
		expect(t, []string{"AADSTS700211", "compare its issuer"}, token)
}

// TestOIDCTokenFile reads the file again for every token, because its owner renews it.
func TestOIDCTokenFile(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	old, current := p.Emulator().FederatedToken("", "", -time.Minute), p.Emulator().FederatedToken("", "", time.Hour)
	path := write(t, []byte(old+"\n"))
	s, configured := start(t, values{"use_oidc": "true", "oidc_token_file_path": path}, p.environment)
	configured.expect(t, nil)
	s.read(t.Context(), "bcsales_companies").expect(t, []string{"AADSTS700024"}, old)
	if err := os.WriteFile(path, []byte(current+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.read(t.Context(), "bcsales_companies").expect(t, nil, current)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	s.read(t.Context(), "bcsales_companies").expect(t, nil)
	s.read(t.Context(), "bcsales_system_users").expect(t, []string{"the file " + path, "no such file"})
}

func TestOIDCRequests(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	e := p.Emulator()
	const connection = "77777777-0000-4000-8000-000000000007"
	gitHub := values{"ACTIONS_ID_TOKEN_REQUEST_URL": e.GitHubRequestURL(), "ACTIONS_ID_TOKEN_REQUEST_TOKEN": e.RequestToken()}
	devOps := values{
		"SYSTEM_OIDCREQUESTURI": e.AzureDevOpsRequestURL(), "SYSTEM_ACCESSTOKEN": e.RequestToken(),
		"BCSALES_OIDC_AZURE_SERVICE_CONNECTION_ID": connection,
	}
	for name, test := range map[string]struct {
		block, environment values
		want               []string
	}{
		"GitHub": {nil, gitHub, nil},
		"GitHub by arguments": {
			values{"oidc_request_url": e.GitHubRequestURL(), "oidc_request_token": e.RequestToken()}, nil, nil,
		},
		"GitHub refuses": {
			nil, gitHub.with(values{"ACTIONS_ID_TOKEN_REQUEST_TOKEN": wrong}),
			[]string{"from GitHub", "401 Unauthorized", "id-token: write"},
		},
		"GitHub without the permission": {nil, gitHub.without("ACTIONS_ID_TOKEN_REQUEST_TOKEN"), []string{"only one is known", "id-token: write"}},
		"Azure DevOps":                  {nil, devOps, nil},
		"Azure DevOps refuses": {
			nil, devOps.with(values{"SYSTEM_ACCESSTOKEN": wrong}),
			[]string{"from Azure DevOps", "401 Unauthorized", "SYSTEM_ACCESSTOKEN is mapped"},
		},
		"Azure DevOps without a connection": {
			nil, devOps.without("BCSALES_OIDC_AZURE_SERVICE_CONNECTION_ID"),
			[]string{"needs a service connection", "BCSALES_OIDC_AZURE_SERVICE_CONNECTION_ID"},
		},
		"Azure DevOps, the connection as an argument": {
			values{"azure_service_connection_id": connection}, devOps.without("BCSALES_OIDC_AZURE_SERVICE_CONNECTION_ID"), nil,
		},
		"nowhere": {nil, nil, []string{"there is no assertion", "oidc_token_file_path"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			signIn(t, values{"use_oidc": "true"}.with(test.block), p.environment.with(test.environment)).
				expect(t, test.want, e.RequestToken(), wrong)
		})
	}
	t.Run("another subject than the registered one", func(t *testing.T) {
		t.Parallel()
		other := newPlace(t)
		other.Patch(principals(), emulator.ObjectID, acctest.Row{"federatedIdentityCredentials": []any{}})
		signIn(t, values{"use_oidc": "true"}, other.environment.with(values{
			"ACTIONS_ID_TOKEN_REQUEST_URL": other.Emulator().GitHubRequestURL(), "ACTIONS_ID_TOKEN_REQUEST_TOKEN": other.Emulator().RequestToken(),
		})).expect(t, []string{"AADSTS700211", "No matching federated identity record"}, other.Emulator().RequestToken())
	})
}
