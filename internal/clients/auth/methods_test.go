// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth_test

import (
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
	"github.com/bcsales/terraform-provider-bcsales/internal/test/scripts"
)

func TestClientSecret(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	if got, err := token(t, a.config(t)); err != nil || got != "token-1" {
		t.Fatal(got, err)
	}
	form := a.requests()[0]
	for name, want := range map[string]string{
		"client_id": clientID, "client_secret": secret, "grant_type": "client_credentials",
	} {
		if got := form.Get(name); got != want {
			t.Errorf("%s = %q", name, got)
		}
	}
	if !strings.Contains(form.Get("scope"), scope) {
		t.Errorf("scope = %q", form.Get("scope"))
	}
}

func TestIncompleteConfigurations(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*auth.Config)
		parts  []string
	}{
		"no tenant":      {func(c *auth.Config) { c.TenantID = "" }, []string{"tenant is not known", "BCSALES_TENANT_ID"}},
		"no application": {func(c *auth.Config) { c.ClientID = "" }, []string{"application is not known", "BCSALES_CLIENT_ID"}},
		"no secret":      {func(c *auth.Config) { c.ClientSecret = "" }, []string{"there is no secret"}},
		"no method":      {func(c *auth.Config) { c.Method = "" }, []string{"there is no such method"}},
		"no assertion":   {func(c *auth.Config) { c.Method = auth.OIDC }, []string{"there is no assertion", "oidc_token_file_path"}},
		"half a request": {func(c *auth.Config) { c.Method = auth.OIDC; c.Assertion.RequestURL = "https://x" }, []string{"only one is known", "id-token: write"}},
		"the other half": {func(c *auth.Config) { c.Method = auth.OIDC; c.Assertion.RequestToken = "t" }, []string{"only one is known", "SYSTEM_ACCESSTOKEN"}},
		"a request to nowhere": {func(c *auth.Config) {
			c.Method = auth.OIDC
			c.Assertion = auth.Assertion{RequestURL: "https:///token", RequestToken: "t"}
		}, []string{"not an https address"}},
		"a certificate that is not base64": {func(c *auth.Config) {
			c.Method, c.Certificate = auth.ClientCertificate, "no base64 at all!"
		}, []string{"in client_certificate cannot be read", "it is not base64"}},
		"insecure request": {func(c *auth.Config) {
			c.Method = auth.OIDC
			c.Assertion = auth.Assertion{RequestURL: "http://x", RequestToken: "t"}
		}, []string{"not an https address"}},
		"insecure authority": {func(c *auth.Config) { c.Authority = &url.URL{Scheme: "http", Host: "x"} }, []string{"cannot be used"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newAuthority(t).config(t)
			test.change(&c)
			_, err := auth.New(c)
			if _, ok := errors.AsType[*auth.ConfigError](err); !ok {
				t.Errorf("%v", err)
			}
			mustContain(t, err, test.parts...)
			mustNotShow(t, err, secret)
		})
	}
}

// TestEntraErrors: what to do about a known code is in the table of package remedies.
func TestEntraErrors(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"7000215", "700016", "999"} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			a := newAuthority(t)
			// A message that repeats the secret is not shown as it is.
			a.check = func(url.Values) string { return refusal("invalid_client", code, "Something is wrong with "+secret+".") }
			_, err := token(t, a.config(t))
			mustContain(t, err, "AADSTS"+code+": Something is wrong", "Check client_id and the credential.", "trace id trace-1", "correlation id correlation-1",
				"client secret")
			mustNotShow(t, err, secret)
			var entra *auth.EntraError
			if !errors.As(err, &entra) || entra.Code != "AADSTS"+code || entra.ClientID != clientID || entra.TenantID != tenant || entra.Resource() != "https://contoso.example" || entra.OAuthError != "invalid_client" || entra.StatusCode != http.StatusUnauthorized {
				t.Errorf("%+v", entra)
			}
		})
	}
}

func TestDiscoveryOfAnUnknownTenant(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	a.before = func(w http.ResponseWriter, _ *http.Request) bool {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(refusal("invalid_tenant", "90002", "Tenant not found.")))
		return true
	}
	_, err := token(t, a.config(t))
	mustContain(t, err, "AADSTS90002: Tenant not found")
}

func TestAnAnswerThatIsNotEntras(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	a.before = func(w http.ResponseWriter, _ *http.Request) bool {
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write([]byte("<html>proxy</html>"))
		return true
	}
	_, err := token(t, a.config(t))
	mustContain(t, err, "403 Forbidden")
	if strings.Contains(err.Error(), "html") {
		t.Error(err)
	}
}

// right, wrong and so on are signatures of assertions that the authority's own issuer made.
const right, wrong = "cmlnaHQ", "d3Jvbmc"

// assertion returns one of the authority's own issuer.
func (a *authority) assertion(signature string) string {
	return issued(a.server.URL+"/oidc", signature)
}

// issued returns a JSON Web Token of an issuer.
func issued(issuer, signature string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"none"}`)) + "." + encode([]byte(`{"iss":"`+issuer+`"}`)) + "." + signature
}

func oidc(t *testing.T, a *authority, source auth.Assertion) auth.Config {
	t.Helper()
	c := a.config(t)
	c.Method, c.ClientSecret, c.Assertion = auth.OIDC, "", source
	a.check = func(form url.Values) string {
		if form.Get("client_assertion") != a.assertion(right) ||
			form.Get("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" {
			return refusal("invalid_client", "700213", "No matching federated identity record found for presented assertion.")
		}
		return ""
	}
	return c
}

func TestOIDCToken(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	if got, err := token(t, oidc(t, a, auth.Assertion{Token: a.assertion(right)})); err != nil || got != "token-1" {
		t.Error(got, err)
	}
	_, err := token(t, oidc(t, a, auth.Assertion{Token: a.assertion(wrong)}))
	mustContain(t, err, "AADSTS700213", "OpenID Connect")
	mustNotShow(t, err, a.assertion(wrong))
}

func TestOIDCTokenFileIsReadForEveryToken(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	path := writeFile(t, []byte(a.assertion(wrong)+"\n"))
	credential := newCredential(t, oidc(t, a, auth.Assertion{TokenFilePath: path}))
	_, err := credential.GetToken(t.Context(), request(scope))
	mustContain(t, err, "AADSTS700213")
	if err := os.WriteFile(path, []byte(a.assertion(right)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := credential.GetToken(t.Context(), request(scope)); err != nil || got.Token == "" {
		t.Error(got, err)
	}
	for content, part := range map[string]string{"": "it is empty", "missing": "no such file"} {
		bad := writeFile(t, []byte(content))
		if content == "missing" {
			bad = filepath.Join(t.TempDir(), "missing")
		}
		_, err := token(t, oidc(t, a, auth.Assertion{TokenFilePath: bad}))
		if _, ok := errors.AsType[*auth.AssertionError](err); !ok {
			t.Errorf("%v", err)
		}
		mustContain(t, err, "the file "+bad, part)
	}
}

func TestOIDCRequests(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		connection string
		status     int
		body       string
		// method and query are what the issuer must see.
		method, query string
		problem       []string
	}{
		"GitHub": {"", 200, `{"count":1,"value":"RIGHT"}`, "GET", "audience=api%3A%2F%2FAzureADTokenExchange&v=1", nil},
		"Azure DevOps": {
			"connection-1", 200, `{"oidcToken":"RIGHT"}`, "POST", "api-version=7.1&serviceConnectionId=connection-1&v=1", nil,
		},
		"GitHub refuses": {"", 403, `{}`, "GET", "", []string{"from GitHub", "403 Forbidden", "id-token: write"}},
		"Azure DevOps refuses": {
			"connection-1", 302, ``, "POST", "", []string{"from Azure DevOps", "302 Found", "service connection"},
		},
		"no token":         {"", 200, `{}`, "GET", "", []string{"holds no token"}},
		"no JSON":          {"", 200, "RIGHT", "GET", "", []string{"is not JSON"}},
		"another audience": {"", 200, `{"value":"WRONG"}`, "GET", "", []string{"AADSTS700213"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAuthority(t)
			var seen *http.Request
			a.before = func(w http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path != "/issuer" {
					return false
				}
				seen = r
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(test.status)
				_, _ = w.Write([]byte(strings.NewReplacer("RIGHT", a.assertion(right), "WRONG", a.assertion(wrong)).Replace(test.body)))
				return true
			}
			_, err := token(t, oidc(t, a, auth.Assertion{
				RequestURL: a.server.URL + "/issuer?v=1", RequestToken: "request-token", ServiceConnectionID: test.connection,
			}))
			if seen == nil || seen.Method != test.method || seen.Header.Get("Authorization") != "Bearer request-token" ||
				test.query != "" && seen.URL.RawQuery != test.query {
				t.Errorf("the issuer saw %+v", seen)
			}
			kind, signIn := "", "" // of Azure DevOps, which otherwise redirects to a page to sign in
			if test.method == http.MethodPost {
				kind, signIn = "application/json", "Suppress"
			}
			if seen.Header.Get("Accept") != "application/json" || seen.Header.Get("Content-Type") != kind || seen.Header.Get("X-TFS-FedAuthRedirect") != signIn {
				t.Errorf("the issuer saw the headers %v", seen.Header)
			}
			if test.problem == nil {
				if err != nil {
					t.Error(err)
				}
				return
			}
			mustContain(t, err, test.problem...)
			mustNotShow(t, err, a.assertion(right), "request-token", a.assertion(wrong))
		})
	}
}

// TestManagedIdentity is not parallel: the library reads the environment.
func TestManagedIdentity(t *testing.T) {
	tests := map[string]struct {
		clientID, body string
		status         int
		query          []string
		problem        []string
	}{
		"system-assigned": {
			"", `{"access_token":"msi-token","expires_on":"4102444800","token_type":"Bearer"}`, 200,
			[]string{"resource=https%3A%2F%2Fcontoso.example"},
			nil,
		},
		"user-assigned": {
			clientID, `{"access_token":"msi-token","expires_on":"4102444800","token_type":"Bearer"}`, 200,
			[]string{"client_id=" + clientID},
			nil,
		},
		"no such identity": {
			clientID, `{"statusCode":400,"message":"No User Assigned identity found"}`, 400, nil,
			[]string{"managed identity endpoint", "400 Bad Request", "user-assigned identity " + clientID},
		},
		"none on this machine": {
			"", `{"error":"invalid_request","error_description":"Identity not found"}`, 400, nil,
			[]string{"Identity not found", "system-assigned identity"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			a := newAuthority(t)
			var query string
			a.before = func(w http.ResponseWriter, r *http.Request) bool {
				if r.Header.Get("X-Identity-Header") != "header-secret" {
					t.Error("the identity header is missing")
				}
				query = r.URL.RawQuery
				w.WriteHeader(test.status)
				_, _ = w.Write([]byte(test.body))
				return true
			}
			t.Setenv("IDENTITY_ENDPOINT", a.server.URL+"/msi")
			t.Setenv("IDENTITY_HEADER", "header-secret")
			c := a.config(t)
			c.Method, c.ClientID, c.TenantID, c.ClientSecret = auth.ManagedIdentity, test.clientID, "", ""
			got, err := token(t, c)
			for _, part := range test.query {
				if !strings.Contains(query, part) {
					t.Errorf("%q is not in %q", part, query)
				}
			}
			if test.problem == nil {
				if err != nil || got != "msi-token" {
					t.Error(got, err)
				}
				return
			}
			mustContain(t, err, test.problem...)
		})
	}
	t.Run("not on Azure", func(t *testing.T) {
		a := newAuthority(t)
		t.Setenv("IDENTITY_ENDPOINT", a.server.URL)
		t.Setenv("IDENTITY_HEADER", "h")
		c := a.config(t)
		a.server.Close()
		c.Method = auth.ManagedIdentity
		_, err := token(t, c)
		mustContain(t, err, "cannot be reached", "Azure machines and services only")
	})
}

// fakeCLI puts a program that stands for az on PATH.
func fakeCLI(t *testing.T, script string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the fake Azure CLI is a shell script")
	}
	folder := t.TempDir()
	scripts.Write(t, folder, "az", "#!/bin/sh\n"+script)
	t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
}

//nolint:paralleltest // the Azure CLI is found by PATH
func TestAzureCLI(t *testing.T) {
	want := "account get-access-token -o json --resource https://contoso.example --tenant " + tenant
	check := `[ "$*" = "` + want + `" ] || { echo "arguments: $*" >&2; exit 1; }` + "\n"
	for name, test := range map[string]struct {
		script, tenant string
		problem        []string
	}{
		"new version": {check + `echo '{"accessToken":"cli-token","expiresOn":"2100-01-01 00:00:00.000000","expires_on":4102444800}'`, tenant, nil},
		"old version": {check + `echo '{"accessToken":"cli-token","expiresOn":"2100-01-01 00:00:00.000000"}'`, tenant, nil},
		"no tenant":   {`case "$*" in *--tenant*) exit 1;; esac; echo '{"accessToken":"cli-token","expires_on":4102444800}'`, "", nil},
		"not signed in": {
			`echo "ERROR: Please run 'az login' to setup account." >&2; exit 1`, tenant,
			[]string{"nobody is signed in", "Run \"az login", "Please run 'az login'"},
		},
		"other failure": {`echo "ERROR: disk full" >&2; exit 1`, tenant, []string{"failed", "disk full"}},
		"silent":        {`exit 3`, tenant, []string{"failed", "exit status 3"}},
		"no JSON":       {`echo secret-output`, tenant, []string{"was not understood", "Update"}},
		"no time":       {`echo '{"accessToken":"secret-output","expiresOn":"soon"}'`, tenant, []string{"was not understood"}},
		"no token":      {`echo '{}'`, tenant, []string{"was not understood"}},
		"bad tenant":    {`exit 0`, "a; rm -rf", []string{"tenant_id is neither a GUID nor a domain"}},
	} {
		t.Run(name, func(t *testing.T) {
			fakeCLI(t, test.script)
			got, err := token(t, auth.Config{Method: auth.AzureCLI, TenantID: test.tenant})
			if test.problem == nil {
				if err != nil || got != "cli-token" {
					t.Error(got, err)
				}
				return
			}
			mustContain(t, err, test.problem...)
			mustNotShow(t, err, "secret-output")
		})
	}
	t.Run("a claims challenge", func(t *testing.T) {
		fakeCLI(t, `echo '{"accessToken":"cli-token","expires_on":4102444800}'`)
		credential := newCredential(t, auth.Config{Method: auth.AzureCLI, TenantID: tenant})
		_, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{Scopes: []string{scope}, Claims: `{"access_token":{}}`})
		mustContain(t, err, "Conditional Access policy", "az login --tenant "+tenant+" --claims-challenge ")
	})
	t.Run("three services at once", func(t *testing.T) {
		marker := filepath.Join(t.TempDir(), "running")
		fakeCLI(t, `mkdir "`+marker+`" || { echo "two at once" >&2; exit 1; }; sleep 0.05; rmdir "`+marker+`"
echo '{"accessToken":"cli-token","expires_on":4102444800}'`)
		credential := newCredential(t, auth.Config{Method: auth.AzureCLI, TenantID: tenant})
		var group sync.WaitGroup
		for _, service := range []string{"one", "two", "three"} {
			group.Go(func() {
				options := policy.TokenRequestOptions{Scopes: []string{"https://" + service + ".example/.default"}}
				if _, err := credential.GetToken(t.Context(), options); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
	})
	t.Run("not installed", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		_, err := auth.New(auth.Config{Method: auth.AzureCLI})
		mustContain(t, err, "the Azure CLI was not found", "Install it")
	})
}
