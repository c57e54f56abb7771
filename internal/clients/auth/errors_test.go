// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	msalerrors "github.com/AzureAD/microsoft-authentication-library-for-go/apps/errors"

	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

func TestTheTextOfARefusal(t *testing.T) {
	t.Parallel()
	const head = "Microsoft Entra refused a token for https://contoso.example with the client secret: "
	for want, e := range map[string]EntraError{
		"AADSTS1: No.":                      {Message: "AADSTS1: No.", OAuthError: "invalid_client", StatusCode: 401},
		"invalid_client":                    {OAuthError: "invalid_client", StatusCode: 401},
		"401 Unauthorized":                  {StatusCode: 401},
		"No (trace id t)":                   {Message: "No.", TraceID: "t"},
		"No (correlation id c)":             {Message: "No.", CorrelationID: "c"},
		"No (trace id t, correlation id c)": {Message: "No. ", TraceID: "t", CorrelationID: "c"},
	} {
		e.Method, e.Scope = ClientSecret, "https://contoso.example/.default"
		if got := e.Error(); got != head+want {
			t.Errorf("%q, want %q", got, head+want)
		}
	}
	for want, e := range map[string]EntraError{
		"Check client_id and the credential.":                {OAuthError: "invalid_client", Code: "AADSTS7000215"},
		"https://login.microsoftonline.com/error?code=50034": {OAuthError: "invalid_request", Code: "AADSTS50034"},
		"Try again later": {OAuthError: "temporarily_unavailable"},
	} {
		if got := advice(&e, Config{}); !strings.Contains(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestWhatTheLibraryReports: its own text, which may quote a token, is in none of what becomes of it.
func TestWhatTheLibraryReports(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.March, 2, 8, 0, 0, 0, time.UTC)
	body := `{"error":"invalid_client","error_description":"AADSTS7000215: No.\r\nTrace ID: t Correlation ID: c Timestamp: now","trace_id":"t"}`
	answer := func(date string) *http.Response {
		return &http.Response{StatusCode: http.StatusUnauthorized, Header: http.Header{"Date": {date}}}
	}
	c := Config{Method: ClientSecret, Secrets: &redact.Secrets{}}
	as := func(err error) *EntraError {
		e, ok := errors.AsType[*EntraError](asEntraError(err, c, "s"))
		if !ok {
			t.Fatalf("%v", err)
		}
		return e
	}
	e := as(msalerrors.CallErr{Resp: answer("Mon, 02 Mar 2026 08:00:00 GMT"), Err: errors.New("http call failed: " + body)}) //nolint:bodyclose // it is read already
	if e.Message != "AADSTS7000215: No." || e.Code != "AADSTS7000215" || e.TraceID != "t" || !e.At.Equal(at) {
		t.Errorf("%+v", e)
	}
	e = as(msalerrors.CallErr{Resp: answer("soon"), Err: errors.New("no body")}) //nolint:bodyclose // the response has no body
	if time.Since(e.At) > time.Minute || e.Message != "" {
		t.Errorf("%+v", e)
	}

	const token = "eyJ.secret.token"
	for name, tc := range map[string]struct {
		err  error
		want string
	}{
		"no answer":              {&NoAnswerError{Err: errors.New("connection reset")}, "asking Microsoft Entra for a token: no answer: connection reset"},
		"another host":           {&AuthorityHostError{Authority: "https://a", Target: "https://b"}, "asking Microsoft Entra for a token: the authority https://a names https://b"},
		"canceled":               {context.Canceled, "asking Microsoft Entra for a token: context canceled"},
		"too late":               {context.DeadlineExceeded, "asking Microsoft Entra for a token: context deadline exceeded"},
		"not understood":         {errors.New("unexpected token"), "was not understood"},
		"not understood, called": {msalerrors.CallErr{Err: errors.New("unexpected token")}, "was not understood"},
	} {
		got := asEntraError(fmt.Errorf("%s: %w", token, tc.err), c, "s")
		if got == nil || !strings.Contains(got.Error(), tc.want) || strings.Contains(got.Error(), token) {
			t.Errorf("%s: %v, want %q", name, got, tc.want)
		}
	}
	ended := (&identity{}).asError(fmt.Errorf("%s: %w", token, context.DeadlineExceeded), "s")
	if !errors.Is(ended, context.DeadlineExceeded) || strings.Contains(ended.Error(), token) {
		t.Errorf("a managed identity's: %v", ended)
	}
}

func TestTheTextOfAForeignToken(t *testing.T) {
	t.Parallel()
	for want, e := range map[string]ForeignError{
		"it was not sent to an overridden endpoint: it was issued by https://i, not by https://a":                     {Issuer: "https://i", Authority: "https://a"},
		"it was not sent to an overridden endpoint: it was issued by https://i, and endpoints.authority is not set":   {Issuer: "https://i"},
		"it was not sent to an overridden endpoint: who issued it cannot be read, not by https://a":                   {Authority: "https://a"},
		"it was not sent to an overridden endpoint: who issued it cannot be read, and endpoints.authority is not set": {},
	} {
		e.What = "it"
		if got := e.Error(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestSameAuthority: the names of this machine are one host, over https, at one port and without a user.
func TestSameAuthority(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		a, b string
		want bool
	}{
		{"https://login.example", "https://LOGIN.example:443/x", true},
		{"https://localhost:1", "https://127.0.0.1:1", true},
		{"https://localhost:1", "https://127.0.0.1:2", false},
		{"https://localhost:1", "http://127.0.0.1:1", false},
		{"http://localhost:1", "https://127.0.0.1:1", false},
		{"https://u@localhost:1", "https://127.0.0.1:1", false},
		{"https://localhost:1", "https://u@127.0.0.1:1", false},
		{"https://localhost", "https://login.example", false},
		{"https://login.example", "https://localhost", false},
	} {
		a, errA := url.Parse(tc.a)
		b, errB := url.Parse(tc.b)
		if got := sameAuthority(a, b); got != tc.want || errA != nil || errB != nil {
			t.Errorf("%s and %s: %v", tc.a, tc.b, got)
		}
	}
}
