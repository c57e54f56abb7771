// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

const (
	tenant   = "11111111-0000-4000-8000-000000000001"
	clientID = "22222222-0000-4000-8000-000000000002"
	secret   = "s3cret~value"
	scope    = "https://contoso.example/.default"
)

// authority is a small Microsoft Entra.
type authority struct {
	server *httptest.Server
	// check answers a token request with the body of a refusal, or "" for a token.
	check func(form url.Values) string
	// before is called first; true means that it has answered.
	before func(w http.ResponseWriter, r *http.Request) bool

	mu     sync.Mutex
	forms  []url.Values
	others []*http.Request
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	a := &authority{}
	a.server = httptest.NewTLSServer(a)
	t.Cleanup(a.server.Close)
	return a
}

// ServeHTTP serves discovery, the token endpoint and, as issuers of assertions, GitHub and Azure DevOps.
func (a *authority) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if a.before != nil && a.before(w, r) {
		return
	}
	reply := func(v any) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(v); err != nil {
			panic(err)
		}
	}
	base := a.server.URL + "/" + tenant
	switch r.URL.Path {
	case "/" + tenant + "/v2.0/.well-known/openid-configuration":
		reply(map[string]string{
			"issuer": base + "/v2.0", "token_endpoint": base + "/oauth2/v2.0/token",
			"authorization_endpoint": base + "/oauth2/v2.0/authorize",
		})
	case "/" + tenant + "/oauth2/v2.0/token":
		_ = r.ParseForm()
		a.mu.Lock()
		a.forms = append(a.forms, r.PostForm)
		n := len(a.forms)
		a.mu.Unlock()
		if a.check != nil {
			if refusal := a.check(r.PostForm); refusal != "" {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusUnauthorized)
				_, _ = w.Write([]byte(refusal))
				return
			}
		}
		reply(map[string]any{"token_type": "Bearer", "expires_in": 3600, "access_token": fmt.Sprintf("token-%d", n)})
	default:
		a.mu.Lock()
		a.others = append(a.others, r.Clone(r.Context()))
		a.mu.Unlock()
		http.NotFound(w, r)
	}
}

func (a *authority) requests() []url.Values {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]url.Values(nil), a.forms...)
}

// config returns a configuration that signs in with the right secret.
func (a *authority) config(t *testing.T) auth.Config {
	t.Helper()
	u, err := url.Parse(a.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	clock := transporttest.NewClock()
	clock.Advance(time.Since(clock.Now())) // The library has its own clock, which is the machine's.
	return auth.Config{
		Method: auth.ClientSecret, TenantID: tenant, ClientID: clientID, ClientSecret: secret,
		Authority: u, CustomAuthority: true, HTTPClient: a.server.Client(), Clock: clock,
	}
}

// refusal is an error body as Microsoft Entra writes it.
func refusal(oauth, code, message string) string {
	body, err := json.Marshal(map[string]string{
		"error": oauth, "trace_id": "trace-1", "correlation_id": "correlation-1",
		"error_description": "AADSTS" + code + ": " + message +
			" Trace ID: trace-1 Correlation ID: correlation-1 Timestamp: 2026-03-02 08:00:00Z",
	})
	if err != nil {
		panic(err)
	}
	return string(body)
}

func token(t *testing.T, c auth.Config) (string, error) {
	t.Helper()
	credential, err := auth.New(c)
	if err != nil {
		return "", err
	}
	got, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{Scopes: []string{scope}})
	return got.Token, err
}

// shown is what a user is shown of an error: its text and its remedy.
func shown(err error) string {
	text := err.Error()
	var remedied interface{ Remedy() string }
	if errors.As(err, &remedied) {
		text += "\n" + remedied.Remedy()
	}
	return text
}

func mustContain(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range parts {
		if !strings.Contains(shown(err), part) {
			t.Errorf("%q is not in %q", part, shown(err))
		}
	}
}

func mustNotShow(t *testing.T, err error, secrets ...string) {
	t.Helper()
	for _, s := range secrets {
		if err != nil && s != "" && strings.Contains(shown(err), s) {
			t.Errorf("the message shows a secret: %q", shown(err))
		}
	}
}
