// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

func request(scope string) policy.TokenRequestOptions {
	return policy.TokenRequestOptions{Scopes: []string{scope}}
}

func newCredential(t *testing.T, c auth.Config) *auth.Credential {
	t.Helper()
	credential, err := auth.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return credential
}

func TestTwentyFirstCallsAreOneTokenRequest(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	a.check = func(url.Values) string { time.Sleep(20 * time.Millisecond); return "" }
	credential := newCredential(t, a.config(t))
	var wg sync.WaitGroup
	var wrong atomic.Int64
	for _, s := range []string{scope, "https://graph.example/.default"} {
		for range 20 {
			wg.Go(func() {
				if got, err := credential.GetToken(t.Context(), request(s)); err != nil || got.Token == "" {
					wrong.Add(1)
				}
			})
		}
	}
	wg.Wait()
	scopes := map[string]int{}
	for _, form := range a.requests() {
		scopes[form.Get("scope")]++
	}
	if wrong.Load() != 0 || len(scopes) != 2 || len(a.requests()) != 2 {
		t.Errorf("%d wrong, requests %v", wrong.Load(), scopes)
	}
}

// TestPrefetch: GetToken joins a request that is under way, even if the context of Prefetch has ended, and tries again after one
// that failed.
func TestPrefetch(t *testing.T) {
	t.Parallel()
	const refused = "https://refused.example/.default"
	a := newAuthority(t)
	entered, release := make(chan struct{}), make(chan struct{})
	var refusals atomic.Int64
	a.check = func(form url.Values) string {
		if strings.Contains(form.Get("scope"), refused) {
			if refusals.Add(1) == 1 {
				return refusal("invalid_client", "7000215", "Invalid client secret provided.")
			}
			return ""
		}
		close(entered)
		<-release
		return ""
	}
	credential := newCredential(t, a.config(t))
	ctx, cancel := context.WithCancel(t.Context())
	credential.Prefetch(ctx, scope, refused)
	cancel()
	<-entered
	time.AfterFunc(20*time.Millisecond, func() { close(release) })
	if got, err := credential.GetToken(t.Context(), request(scope)); err != nil || got.Token == "" {
		t.Errorf("a token that is being fetched: %v", err)
	}
	_, err := credential.GetToken(t.Context(), request(refused))
	if err != nil { // of the request that was under way
		_, err = credential.GetToken(t.Context(), request(refused))
	}
	if err != nil || refusals.Load() != 2 {
		t.Errorf("after a failure: %v, %d requests", err, refusals.Load())
	}
}

// TestATokenIsRefusedAtOnce to many callers: each gives it back while others ask for one.
func TestATokenIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	credential := newCredential(t, a.config(t))
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			got, err := credential.GetToken(t.Context(), request(scope))
			if err != nil {
				t.Error(err)
			}
			credential.Invalidate(scope, got.Token)
		})
	}
	wg.Wait()
	if got, err := credential.GetToken(t.Context(), request(scope)); err != nil || got.Token == "token-1" {
		t.Errorf("after the refusal: %+v, %v", got, err)
	}
}

func TestACanceledCallerDoesNotCancelTheOthers(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	entered, release := make(chan struct{}), make(chan struct{})
	a.check = func(url.Values) string { close(entered); <-release; return "" }
	credential := newCredential(t, a.config(t))
	ctx, cancel := context.WithCancel(t.Context())
	first, second := make(chan error, 1), make(chan error, 1)
	go func() { _, err := credential.GetToken(ctx, request(scope)); first <- err }()
	<-entered
	go func() { _, err := credential.GetToken(context.Background(), request(scope)); second <- err }()
	cancel()
	if err := <-first; !errors.Is(err, context.Canceled) {
		t.Errorf("the canceled caller: %v", err)
	}
	close(release)
	if err := <-second; err != nil {
		t.Errorf("the other caller: %v", err)
	}
	if n := len(a.requests()); n != 1 {
		t.Errorf("%d requests", n)
	}
}

func TestAFailureIsNotRemembered(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	var fail atomic.Bool
	fail.Store(true)
	a.check = func(url.Values) string {
		if fail.Load() {
			return refusal("invalid_client", "7000215", "Invalid client secret provided.")
		}
		return ""
	}
	credential := newCredential(t, a.config(t))
	if _, err := credential.GetToken(t.Context(), request(scope)); err == nil {
		t.Fatal("no error")
	}
	fail.Store(false)
	if got, err := credential.GetToken(t.Context(), request(scope)); err != nil || got.Token != "token-2" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestTokensAreRenewed(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	c := a.config(t)
	c.Secrets = &redact.Secrets{}
	clock, ok := c.Clock.(*transporttest.Clock)
	if !ok {
		t.Fatal("clock")
	}
	credential := newCredential(t, c)
	check := func(step, want string) {
		t.Helper()
		got, err := credential.GetToken(t.Context(), request(scope))
		if err != nil || got.Token != want {
			t.Errorf("%s: %q, %v, want %q", step, got.Token, err, want)
		}
	}
	check("first", "token-1")
	if text := c.Secrets.Text("it is token-1"); strings.Contains(text, "token-1") {
		t.Errorf("the token is not known as a secret: %s", text)
	}
	clock.Advance(54 * time.Minute)
	check("six minutes before its end", "token-1")
	credential.Invalidate(scope, "another token")
	check("another token was refused", "token-1")
	credential.Invalidate(scope, "token-1")
	check("it was refused", "token-2")
	credential.Invalidate(scope, "token-1")
	check("the old one was refused again", "token-2")
	if got, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{Scopes: []string{scope}, Claims: `{"access_token":{"nbf":{"essential":true}}}`}); err != nil || got.Token != "token-3" {
		t.Errorf("claims: %+v, %v", got, err)
	}
	check("the one with claims has taken its place", "token-3")
	for i, form := range a.requests() {
		if claims := form.Get("claims"); strings.Contains(claims, "nbf") != (i == 2) {
			t.Errorf("request %d has the claims %q", i+1, claims)
		}
	}
}

func TestATokenIsRenewedBeforeItsEnd(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	var refuse atomic.Bool
	a.check = func(url.Values) string {
		if refuse.Load() {
			return refusal("invalid_client", "7000222", "Expired.")
		}
		return ""
	}
	c := a.config(t)
	clock, ok := c.Clock.(*transporttest.Clock)
	if !ok {
		t.Fatal("clock")
	}
	credential := newCredential(t, c)
	get := func(step, want string) {
		t.Helper()
		got, err := credential.GetToken(t.Context(), request(scope))
		if err != nil || got.Token != want {
			t.Errorf("%s: %q, %v, want %q", step, got.Token, err, want)
		}
	}
	get("first", "token-1")
	refuse.Store(true)
	clock.Advance(56 * time.Minute)
	get("four minutes before its end, renewal refused", "token-1")
	// The held token is the one that the service refused.
	if got, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{Scopes: []string{scope}, Claims: "{}"}); err == nil {
		t.Errorf("claims: %+v", got)
	}
	clock.Advance(5 * time.Minute)
	_, err := credential.GetToken(t.Context(), request(scope))
	mustContain(t, err, "AADSTS7000222")
	refuse.Store(false)
	get("at last", "token-5")
}

func TestTheScopeMustBeOne(t *testing.T) {
	t.Parallel()
	credential := newCredential(t, newAuthority(t).config(t))
	if _, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{}); err == nil {
		t.Error("no error")
	}
}

func TestABusyAuthorityIsAskedAgain(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status, times int
		retryAfter    string
		ok            bool
		requests      int
	}{
		"503 once":               {503, 1, "", true, 2},
		"429 with a pause":       {429, 2, "3", true, 3},
		"503 for good":           {503, 99, "", false, 4},
		"429 with half a minute": {429, 1, "30", true, 2},
		"429 with hours":         {429, 99, "7200", false, 1},
		"400 is an answer":       {400, 99, "", false, 1},
		"307 is not followed":    {307, 99, "", false, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAuthority(t)
			var n atomic.Int64
			leaked := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("followed") }))
			defer leaked.Close()
			a.before = func(w http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path != "/"+tenant+"/oauth2/v2.0/token" {
					return false
				}
				if r.FormValue("client_secret") != secret {
					t.Error("the body is missing")
				}
				if int(n.Add(1)) > test.times {
					return false
				}
				w.Header().Set("Location", leaked.URL)
				if test.retryAfter != "" {
					w.Header().Set("Retry-After", test.retryAfter)
				}
				w.WriteHeader(test.status)
				return true
			}
			var log bytes.Buffer
			ctx := logging.Start(tflogtest.RootLogger(t.Context(), &log), nil)
			_, err := newCredential(t, a.config(t)).GetToken(ctx, request(scope))
			if (err == nil) != test.ok || int(n.Load()) != test.requests {
				t.Errorf("%d requests, %v", n.Load(), err)
			}
			isLogged(t, &log, test.status, test.requests-1, test.ok)
			mustNotShow(t, err, secret)
			if !test.ok {
				var entra *auth.EntraError
				if !errors.As(err, &entra) || entra.StatusCode != test.status {
					t.Errorf("%v", err)
				}
			}
		})
	}
}

// isLogged: each repeated request for a token is a line at INFO, and so is a sign-in that failed; one that succeeded is at DEBUG.
func isLogged(t *testing.T, log *bytes.Buffer, status, repeated int, ok bool) {
	t.Helper()
	lines, err := tflogtest.MultilineJSONDecode(log)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, line := range lines {
		message := fmt.Sprint(line["@level"], ": ", line["@message"])
		counts[message]++
		if message == "info: Sign-in is repeated" && (line["status"] != float64(status) || line["attempt"] != float64(counts[message]) || line["host"] == nil || line["wait_ms"] == nil) ||
			message == "info: Sign-in failed" && (line["status"] != float64(status) || line["resource"] == nil || line["duration_ms"] == nil) {
			t.Errorf("%v", line)
		}
	}
	if counts["info: Sign-in is repeated"] != repeated || (counts["debug: Signed in"] == 1) != ok || (counts["info: Sign-in failed"] == 0) != ok {
		t.Errorf("%v", counts)
	}
}

// TestAnOverriddenEndpointGetsTheErrorToo: a sign-in that fails is no token.
func TestAnOverriddenEndpointGetsTheErrorToo(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	a.check = func(url.Values) string {
		return refusal("invalid_client", "7000215", "Invalid client secret provided.")
	}
	_, err := newCredential(t, a.config(t)).Overridden().GetToken(t.Context(), request(scope))
	mustContain(t, err, "AADSTS7000215")
}

func TestAnAuthorityThatIsAway(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	c := a.config(t)
	a.server.Close()
	_, err := token(t, c)
	mustContain(t, err, "asking Microsoft Entra for a token", "connection refused")
	mustNotShow(t, err, secret)
}
