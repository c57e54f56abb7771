// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package redact_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/redact"
)

const (
	known = `k&n "o"/w+n~s3cret%`
	jwt   = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2V4YW1wbGUuY29tIn0.c2lnbmF0dXJl"
)

func TestText(t *testing.T) {
	t.Parallel()
	var secrets redact.Secrets
	secrets.Add(known, "abc", "", "encoded%20once")
	for name, test := range map[string]struct{ text, want string }{
		"as it is":               {"refused " + known + " today", "refused redacted today"},
		"in a query":             {"a=1&x=" + url.QueryEscape(known), "a=1&x=redacted"},
		"lower-case digits":      {strings.ToLower("x=" + url.QueryEscape(known)), "x=redacted"},
		"in a path":              {"/a/" + url.PathEscape(known) + "/b", "/a/redacted/b"},
		"in JSON":                {`{"x":"k\u0026n \"o\"/w+n~s3cret%"}`, `{"x":"redacted"}`},
		"given encoded":          {"it says encoded once", "it says redacted"},
		"too short":              {"abc", "abc"},
		"a web token":            {"got " + jwt + " twice", "got redacted twice"},
		"a piece of one":         {"got eyJhbGciOi", "got redacted"},
		"in an encoded form":     {"access%3D" + jwt, "access%3Dredacted"},
		"opaque in JSON":         {`{"token_type":"Bearer","access_token":"opaque/0+1~x","expires_in":3599`, `{"token_type":"Bearer","access_token":"redacted","expires_in":3599`},
		"opaque, cut off":        {`{"access_token": "opaque-0`, `{"access_token": "redacted`},
		"quoted twice":           {`"{\"refresh_token\":\"opaque-0\"}"`, `"{\"refresh_token\":\"redacted\"}"`},
		"id token":               {`{"id_token":"opaque-0"}`, `{"id_token":"redacted"}`},
		"of the Azure CLI":       {`{"accessToken":"opaque-0"}`, `{"accessToken":"redacted"}`},
		"in a form":              {"grant_type=x&client_assertion=opaque-0&scope=y", "grant_type=x&client_assertion=redacted&scope=y"},
		"in an encoded JSON":     {"%7B%22access_token%22%3A%22opaque-0%22%7D", "%7B%22access_token%22%3A%22redacted"},
		"a header":               {"Authorization: Bearer opaque-0\r\nAccept: */*", "Authorization: Bearer redacted\r\nAccept: */*"},
		"a bearer":               {"sent bearer 0123456789abcdefghij_opaque", "sent bearer redacted"},
		"a sentence":             {"Wrong password: the file was not opened.", "Wrong password: the file was not opened."},
		"advice":                 {"Set client_secret, oidc_token or client_certificate_password.", "Set client_secret, oidc_token or client_certificate_password."},
		"challenge of a service": {"Bearer authorization_uri=https://login.microsoftonline.com/x", "Bearer authorization_uri=https://login.microsoftonline.com/x"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := secrets.Text(test.text); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestNilKnowsShapes: a client that was given no secrets shows no token either.
func TestNilKnowsShapes(t *testing.T) {
	t.Parallel()
	var secrets *redact.Secrets
	if got := secrets.Text("got " + jwt); strings.Contains(got, "eyJ") {
		t.Errorf("got %q", got)
	}
}
