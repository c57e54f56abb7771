// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
)

// foreign are issuers whose tokens and assertions are worth something elsewhere; "" is a token that cannot be read.
func foreign() map[string]string {
	return map[string]string{
		"Microsoft Entra":             "https://sts.windows.net/" + tenant + "/",
		"Microsoft Entra, version 2":  "https://login.microsoftonline.com/" + tenant + "/v2.0",
		"GitHub":                      "https://token.actions.githubusercontent.com",
		"Azure DevOps":                "https://vstoken.dev.azure.com/" + tenant,
		"another public issuer":       "https://gitlab.com",
		"another port of the machine": "https://127.0.0.1:1/oidc",
		"without TLS":                 "http://127.0.0.1/oidc",
		"no address":                  "issuer",
		"unreadable":                  "",
	}
}

func issuedBy(issuer string) string {
	if issuer == "" {
		return "0paque~token"
	}
	return issued(issuer, right)
}

// TestForeignAssertions: an overridden authority gets no assertion that somebody else issued, on loopback either.
func TestForeignAssertions(t *testing.T) {
	t.Parallel()
	for name, issuer := range foreign() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAuthority(t)
			text := issuedBy(issuer)
			_, err := token(t, oidc(t, a, auth.Assertion{TokenFilePath: writeFile(t, []byte(text))}))
			if _, ok := errors.AsType[*auth.ForeignError](err); !ok {
				t.Fatalf("%v", err)
			}
			mustContain(t, err, "the assertion was not sent to an overridden endpoint", a.server.URL, "Use a credential of the authority")
			mustNotShow(t, err, text)
			if sent := a.requests(); len(sent) > 0 {
				t.Errorf("sent %v", sent)
			}
		})
	}
}

// TestForeignTokens: an overridden endpoint gets no token of the Azure CLI that somebody else than the overridden
// authority issued; Microsoft's own endpoints do.
//
//nolint:paralleltest // the Azure CLI is found by PATH
func TestForeignTokens(t *testing.T) {
	issuers := foreign()
	const own = "the overridden authority"
	issuers[own] = "own"
	for name, issuer := range issuers {
		t.Run(name, func(t *testing.T) {
			a := newAuthority(t)
			if name == own {
				issuer = a.server.URL + "/" + tenant + "/v2.0"
			}
			c := a.config(t)
			c.Method = auth.AzureCLI
			fakeCLI(t, "echo '{\"accessToken\":\""+issuedBy(issuer)+"\",\"expires_on\":4102444800}'\n")
			options := policy.TokenRequestOptions{Scopes: []string{scope}}
			credential := newCredential(t, c)
			if got, err := credential.GetToken(t.Context(), options); err != nil || got.Token != issuedBy(issuer) {
				t.Errorf("for an endpoint of Microsoft's: %v", err)
			}
			_, err := credential.Overridden().GetToken(t.Context(), options)
			if name == own {
				if err != nil {
					t.Error(err)
				}
				return
			}
			mustContain(t, err, "the token obtained by Azure CLI was not sent to an overridden endpoint", a.server.URL)
			mustNotShow(t, err, issuedBy(issuer))
			c.Authority, c.CustomAuthority = nil, false
			_, err = newCredential(t, c).Overridden().GetToken(t.Context(), options)
			mustContain(t, err, "endpoints.authority is not set", "Remove endpoints")
		})
	}
}

// TestCredentialStaysWithTheAuthority: the discovery document names another address for the token endpoint.
func TestCredentialStaysWithTheAuthority(t *testing.T) {
	t.Parallel()
	elsewhere := newAuthority(t)
	for name, test := range map[string]struct {
		endpoint func(a *authority) string
		sent     bool
	}{
		"its own": {func(a *authority) string { return a.server.URL + "/" + tenant + "/oauth2/v2.0/token" }, true},
		"another name of this machine": {func(a *authority) string {
			return strings.Replace(a.server.URL, "127.0.0.1", "localhost", 1) + "/" + tenant + "/oauth2/v2.0/token"
		}, true},
		"another port": {func(*authority) string { return elsewhere.server.URL + "/" + tenant + "/oauth2/v2.0/token" }, false},
		"in clear text": {func(a *authority) string {
			return strings.Replace(a.server.URL, "https", "http", 1) + "/" + tenant + "/oauth2/v2.0/token"
		}, false},
		"another host": {func(*authority) string { return "https://login.evil.example/" + tenant + "/oauth2/v2.0/token" }, false},
		"Microsoft's":  {func(*authority) string { return "https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/token" }, false},
		"with a user": {func(a *authority) string {
			return strings.Replace(a.server.URL, "://", "://u:p@", 1) + "/" + tenant + "/oauth2/v2.0/token"
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAuthority(t)
			a.before = func(w http.ResponseWriter, r *http.Request) bool {
				if !strings.HasSuffix(r.URL.Path, "/openid-configuration") {
					return false
				}
				base := a.server.URL + "/" + tenant
				_ = json.NewEncoder(w).Encode(map[string]string{
					"issuer": base + "/v2.0", "token_endpoint": test.endpoint(a), "authorization_endpoint": base + "/oauth2/v2.0/authorize",
				})
				return true
			}
			c := a.config(t)
			c.HTTPClient.Transport.(*http.Transport).TLSClientConfig.ServerName = "example.com"
			_, err := token(t, c)
			if test.sent {
				if err != nil || len(a.requests()) != 1 {
					t.Errorf("%v, %d requests", err, len(a.requests()))
				}
				return
			}
			mustContain(t, err, "over https and to the authority's own hosts only", "Check endpoints.authority")
			mustNotShow(t, err, secret)
			if len(a.requests())+len(elsewhere.requests()) > 0 {
				t.Error("the credential was sent")
			}
		})
	}
}

// TestMicrosoftsHosts: the hosts of one cloud stand for each other, those of another do not.
func TestMicrosoftsHosts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		authority, target string
		own               bool
	}{
		{"login.microsoftonline.com", "https://login.microsoftonline.com/x", true},
		{"login.microsoftonline.com", "https://LOGIN.windows.net:443/x", true},
		{"login.microsoftonline.com", "https://westeurope.login.microsoft.com/x", true},
		{"login.chinacloudapi.cn", "https://login.partner.microsoftonline.cn/x", true},
		{"login.microsoftonline.us", "https://login.usgovcloudapi.net/x", true},
		{"login.microsoftonline.com", "http://login.microsoftonline.com/x", false},
		{"login.microsoftonline.com", "https://login.microsoftonline.us/x", false},
		{"login.microsoftonline.com", "https://login.microsoftonline.com.evil.example/x", false},
		{"login.microsoftonline.com", "https://evil-login.microsoft.com.example/x", false},
		{"login.microsoftonline.com", "https://login.microsoftonline.com:8443/x", false},
		{"login.microsoftonline.com", "https://user@login.windows.net/x", false},
		{"login.microsoftonline.us", "https://westus.login.microsoft.com/x", false},
	} {
		target, err := url.Parse(test.target)
		if err != nil {
			t.Fatal(err)
		}
		err = auth.CheckTarget(&url.URL{Scheme: "https", Host: test.authority}, false, target)
		if (err == nil) != test.own {
			t.Errorf("%s to %s: %v", test.authority, test.target, err)
		}
	}
}
