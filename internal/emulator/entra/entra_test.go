// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package entra_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/entra"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/world"
)

const (
	tenant = "11111111-0000-4000-8000-000000000001"
	client = "22222222-0000-4000-8000-000000000002"
	origin = "https://127.0.0.1:4433"
	secret = "right"
	pass   = "request-token"
)

func newServer(t *testing.T) (*entra.Server, *world.World) {
	t.Helper()
	w := world.New(store.New(func(string, string) []string { return []string{"id"} }), world.Config{
		TenantID: tenant, ClientID: client, ClientSecret: secret, RequestToken: pass, Origin: origin,
	})
	s, err := entra.New(w)
	if err != nil {
		t.Fatal(err)
	}
	principals := w.Store.Table(store.Graph, "servicePrincipals")
	principals.Put(store.Row{"id": "oid", "appId": client, "federatedIdentityCredentials": s.FederatedCredentials()})
	w.Store.Table(store.Graph, "applications") // tables are made on first use, which parallel subtests must not do
	principals.Put(store.Row{"id": "stale", "appId": "stale", "passwordCredentials": []any{map[string]any{"endDateTime": "2020-01-01T00:00:00Z"}}})
	principals.Put(store.Row{"id": "renewed", "appId": "renewed", "passwordCredentials": []any{map[string]any{"endDateTime": "2020-01-01T00:00:00Z"}, map[string]any{"endDateTime": "2999-01-01T00:00:00Z"}}})
	principals.Put(store.Row{"id": "off", "appId": "disabled", "accountEnabled": false})
	return s, w
}

func ask(t *testing.T, s *entra.Server, form map[string]string) (int, map[string]any) {
	t.Helper()
	values := url.Values{"grant_type": {"client_credentials"}, "client_id": {client}, "scope": {origin + "/.default"}}
	for k, v := range form {
		values.Set(k, v)
		if v == "" {
			values.Del(k)
		}
	}
	at := tenant
	if form["tenant"] != "" {
		at = form["tenant"]
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/"+at+"/oauth2/v2.0/token", strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	var body map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
		t.Fatal(err)
	}
	return w.Code, body
}

func TestTokenEndpoint(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name   string
		form   map[string]string
		status int
		error  string
		code   string
	}{
		{"right secret", map[string]string{"client_secret": secret}, 200, "", ""},
		{"Business Central", map[string]string{"client_secret": secret, "scope": entra.AudienceBusinessCentral + "/.default"}, 200, "", ""},
		{"Graph with openid", map[string]string{"client_secret": secret, "scope": "openid " + entra.AudienceGraph + "/.default"}, 200, "", ""},
		{"wrong secret", map[string]string{"client_secret": "wrong"}, 401, "invalid_client", "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '" + client + "'. Trace ID: "},
		{"expired secret", map[string]string{"client_secret": secret, "client_id": "stale"}, 401, "invalid_client", "AADSTS7000222: The provided client secret keys for app 'stale' are expired."},
		{"renewed secret", map[string]string{"client_secret": secret, "client_id": "renewed"}, 200, "", ""},
		{"no credential", nil, 401, "invalid_client", "AADSTS7000218:"},
		{"unknown application", map[string]string{"client_secret": secret, "client_id": "nobody"}, 400, "unauthorized_client", "AADSTS700016:"},
		{"disabled application", map[string]string{"client_secret": secret, "client_id": "disabled"}, 400, "unauthorized_client", "AADSTS7000112:"},
		{"unknown tenant", map[string]string{"client_secret": secret, "tenant": "elsewhere"}, 400, "invalid_request", "AADSTS90002:"},
		{"unknown resource", map[string]string{"client_secret": secret, "scope": "https://other.example/.default"}, 400, "invalid_resource", "AADSTS500011:"},
		{"delegated scope", map[string]string{"client_secret": secret, "scope": "User.Read"}, 400, "invalid_scope", "AADSTS1002012:"},
		{"no scope", map[string]string{"client_secret": secret, "scope": ""}, 400, "invalid_request", "AADSTS900144:"},
		{"no grant", map[string]string{"client_secret": secret, "grant_type": ""}, 400, "invalid_request", "AADSTS900144:"},
		{"password grant", map[string]string{"client_secret": secret, "grant_type": "password"}, 400, "unsupported_grant_type", "AADSTS70003:"},
		{"malformed assertion", map[string]string{"client_assertion": "x", "client_assertion_type": assertionType}, 401, "invalid_client", "AADSTS50027:"},
		{"assertion without type", map[string]string{"client_assertion": "x"}, 400, "invalid_request", "AADSTS900144:"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			s, _ := newServer(t)
			status, body := ask(t, s, tc.form)
			text, _ := body["error_description"].(string)
			if status != tc.status || tc.error != "" && body["error"] != tc.error || !strings.HasPrefix(text, tc.code) {
				t.Errorf("%d %v", status, body)
			}
			if tc.status == 200 && body["access_token"] == "" {
				t.Error("no token")
			}
		})
	}
}

// TestBasicAuthentication sends client id and secret in the header, which the discovery document allows.
func TestBasicAuthentication(t *testing.T) {
	t.Parallel()
	for password, want := range map[string]int{secret: 200, "wrong": 401, "%zz": 400} {
		s, _ := newServer(t)
		form := url.Values{"grant_type": {"client_credentials"}, "scope": {origin + "/.default"}}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/"+tenant+"/oauth2/v2.0/token", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.SetBasicAuth(client, password)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s: %d %s", password, w.Code, w.Body)
		}
	}
}

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

func TestFederatedAssertion(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, subject, audience string
		lifetime                time.Duration
		code                    string
	}{
		{"right", entra.GitHubSubject, "", time.Minute, ""},
		{"Azure DevOps", entra.AzureDevOpsSubject, "", time.Minute, ""},
		{"wrong subject", "repo:other", "", time.Minute, "AADSTS700213:"},
		{"wrong audience", entra.GitHubSubject, "api://other", time.Minute, "AADSTS700212:"},
		{"expired", entra.GitHubSubject, "", -time.Minute, "AADSTS700024:"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			s, _ := newServer(t)
			form := map[string]string{"client_assertion_type": assertionType, "client_assertion": s.Federated(tc.subject, tc.audience, tc.lifetime)}
			status, body := ask(t, s, form)
			text, _ := body["error_description"].(string)
			if tc.code == "" && status != 200 || tc.code != "" && (status != 401 || !strings.HasPrefix(text, tc.code)) {
				t.Errorf("%d %v", status, body)
			}
		})
	}
}

// certify creates a key and a certificate, and registers the certificate for the application.
func certify(t *testing.T, w *world.World, until time.Time) (*rsa.PrivateKey, []byte) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "t"}, NotBefore: until.Add(-24 * time.Hour), NotAfter: until}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	w.Store.Table(store.Graph, "servicePrincipals").Update("oid", store.Row{"keyCredentials": []any{map[string]any{"key": base64.StdEncoding.EncodeToString(der)}}})
	return key, der
}

func signed(t *testing.T, key *rsa.PrivateKey, header, claims map[string]any) string {
	t.Helper()
	var parts [2]string
	for i, v := range []any{header, claims} {
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		parts[i] = base64.RawURLEncoding.EncodeToString(raw)
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	var raw []byte
	var err error
	if header["alg"] == "PS256" {
		raw, err = rsa.SignPSS(rand.Reader, key, crypto.SHA256, digest[:], nil)
	} else {
		raw, err = rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, digest[:])
	}
	if err != nil {
		t.Fatal(err)
	}
	return parts[0] + "." + parts[1] + "." + base64.RawURLEncoding.EncodeToString(raw)
}

func TestCertificateAssertion(t *testing.T) {
	t.Parallel()
	s, w := newServer(t)
	key, der := certify(t, w, time.Now().Add(time.Hour))
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	short, long := sha1.Sum(der), sha256.Sum256(der)
	x5t, x5t256 := base64.RawURLEncoding.EncodeToString(short[:]), base64.RawURLEncoding.EncodeToString(long[:])
	claims := func(change map[string]any) map[string]any {
		out := map[string]any{"iss": client, "sub": client, "aud": origin + "/" + tenant + "/oauth2/v2.0/token", "nbf": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix()}
		maps.Copy(out, change)
		return out
	}
	for _, tc := range []struct {
		name   string
		key    *rsa.PrivateKey
		header map[string]any
		claims map[string]any
		code   string
	}{
		{"RS256 with x5t", key, map[string]any{"alg": "RS256", "x5t": x5t}, claims(nil), ""},
		{"PS256 with x5t#S256", key, map[string]any{"alg": "PS256", "x5t#S256": x5t256}, claims(nil), ""},
		{"unknown certificate", key, map[string]any{"alg": "RS256", "x5t": "AAAA"}, claims(nil), "AADSTS700027: The certificate with identifier used to sign the client assertion is not registered"},
		{"wrong key", stranger, map[string]any{"alg": "RS256", "x5t": x5t}, claims(nil), "AADSTS700027: Client assertion contains an invalid signature."},
		{"no thumbprint", key, map[string]any{"alg": "RS256"}, claims(nil), "AADSTS50027:"},
		{"wrong audience", key, map[string]any{"alg": "RS256", "x5t": x5t}, claims(map[string]any{"aud": "https://other.example"}), "AADSTS700023:"},
		{"wrong subject", key, map[string]any{"alg": "RS256", "x5t": x5t}, claims(map[string]any{"sub": "other"}), "AADSTS700021:"},
		{"expired assertion", key, map[string]any{"alg": "RS256", "x5t": x5t}, claims(map[string]any{"exp": time.Now().Add(-time.Minute).Unix()}), "AADSTS700024:"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			status, body := ask(t, s, map[string]string{"client_assertion_type": assertionType, "client_assertion": signed(t, tc.key, tc.header, tc.claims)})
			text, _ := body["error_description"].(string)
			if tc.code == "" && status != 200 || tc.code != "" && (status != 401 || !strings.HasPrefix(text, tc.code)) {
				t.Errorf("%d %v", status, body)
			}
		})
	}
}

func TestExpiredCertificate(t *testing.T) {
	t.Parallel()
	s, w := newServer(t)
	old, oldDER := certify(t, w, time.Now().Add(-time.Hour))
	sum := sha1.Sum(oldDER)
	_, body := ask(t, s, map[string]string{"client_assertion_type": assertionType, "client_assertion": signed(t, old, map[string]any{"alg": "RS256", "x5t": base64.RawURLEncoding.EncodeToString(sum[:])}, map[string]any{"iss": client, "sub": client})})
	if text, _ := body["error_description"].(string); !strings.Contains(text, "The key used is expired.") {
		t.Errorf("expired certificate: %v", body)
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	s, w := newServer(t)
	good := s.Token(client, origin)
	for _, tc := range []struct{ name, header, audience, want string }{
		{"good", "Bearer " + good, origin, ""},
		{"none", "", origin, entra.TokenMissing},
		{"basic", "Basic " + good, origin, entra.TokenMissing},
		{"garbage", "Bearer x.y.z", origin, entra.TokenInvalid},
		{"changed", "Bearer " + good[:len(good)-4] + "AAAA", origin, entra.TokenInvalid},
		{"audience", "Bearer " + good, entra.AudienceGraph, entra.TokenAudience},
		{"external issuer", "Bearer " + s.Federated("x", origin, time.Minute), origin, entra.TokenInvalid},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		r.Header.Set("Authorization", tc.header)
		if caller, reason := s.Check(r, tc.audience); reason != tc.want || tc.want == "" && (caller.ApplicationID != client || caller.ObjectID != "oid") {
			t.Errorf("%s: %q, %v", tc.name, reason, caller)
		}
	}
	w.Advance(2 * time.Hour)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	r.Header.Set("Authorization", "Bearer "+good)
	if _, reason := s.Check(r, origin); reason != entra.TokenExpired {
		t.Errorf("two hours later: %q", reason)
	}
}

func TestIssuers(t *testing.T) {
	t.Parallel()
	s, _ := newServer(t)
	for _, tc := range []struct {
		method, path, header string
		status               int
		member               string
	}{
		{"GET", "oidc/github?audience=x", "Authorization: Bearer " + pass, 200, "value"},
		{"GET", "oidc/github", "Authorization: Bearer wrong", 401, "message"},
		{"POST", "oidc/azuredevops", "Authorization: Bearer " + pass, 200, "oidcToken"},
		{"POST", "oidc/azuredevops", "X: y", 401, "message"},
		{"GET", "oidc/keys", "X: y", 200, "keys"},
		{"GET", "oidc/.well-known/openid-configuration", "X: y", 200, "issuer"},
		{"GET", "msi/token?resource=" + origin, "X-Identity-Header: " + pass, 200, "access_token"},
		{"GET", "msi/token?resource=" + origin + "&client_id=nobody", "X-Identity-Header: " + pass, 400, "message"},
		{"GET", "msi/token?resource=https://other.example", "X-Identity-Header: " + pass, 400, "message"},
		{"GET", "msi/token?resource=" + origin, "X: y", 401, "message"},
	} {
		r := httptest.NewRequestWithContext(t.Context(), tc.method, "/_emulator/"+tc.path, nil)
		name, value, _ := strings.Cut(tc.header, ": ")
		r.Header.Set(name, value)
		w := httptest.NewRecorder()
		s.ServeIssuer(w, r)
		if w.Code != tc.status || !strings.Contains(w.Body.String(), `"`+tc.member+`"`) {
			t.Errorf("%s %s: %d %s", tc.method, tc.path, w.Code, w.Body)
		}
	}
}
