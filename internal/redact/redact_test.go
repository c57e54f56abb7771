// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package redact_test

import (
	"encoding/base64"
	"html"
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
	secrets.Add(known, "abc", "", "encoded%20once", "grüße-von-mir")
	for name, test := range map[string]struct{ text, want string }{
		"as it is":               {"refused " + known + " today", "refused redacted today"},
		"in a query":             {"a=1&x=" + url.QueryEscape(known), "a=1&x=redacted"},
		"lower-case digits":      {strings.ToLower("x=" + url.QueryEscape(known)), "x=redacted"},
		"in a path":              {"/a/" + url.PathEscape(known) + "/b", "/a/redacted/b"},
		"in JSON":                {`{"x":"k\u0026n \"o\"/w+n~s3cret%"}`, `{"x":"redacted"}`},
		"in plain JSON":          {`{"x":"k&n \"o\"/w+n~s3cret%"}`, `{"x":"redacted"}`},
		"in JSON with \\/":       {`{"x":"k&n \"o\"\/w+n~s3cret%"}`, `{"x":"redacted"}`},
		"in JSON in JSON":        {`{"x":"{\"y\":\"k\u0026n \\\"o\\\"/w+n~s3cret%\"}"}`, `{"x":"{\"y\":\"redacted\"}"}`},
		"in HTML":                {"<p>" + html.EscapeString(known) + "</p>", "<p>redacted</p>"},
		"in HTML, named":         {"<p>k&amp;n &quot;o&quot;/w+n~s3cret%</p>", "<p>redacted</p>"},
		"a form in HTML":         {"x=" + html.EscapeString(url.QueryEscape(known)), "x=redacted"},
		"JSON in HTML":           {`<p>{&#34;x&#34;:&#34;k&amp;n \&#34;o\&#34;/w+n~s3cret%&#34;}</p>`, `<p>{&#34;x&#34;:&#34;redacted&#34;}</p>`},
		"in an address, twice":   {"x=" + url.QueryEscape(url.QueryEscape(known)), "x=redacted"},
		"wrapped":                {"k&n \"o\"/w\n    +n~s3cret% is wrong", "redacted is wrong"},
		"wrapped in JSON":        {`{"x":"k&n \"o\"/w\r\n+n~s3cret%"}`, `{"x":"redacted"}`},
		"not ASCII, escaped":     {`{"x":"gr\u00fc\u00dfe-von-mir"}`, `{"x":"redacted"}`},
		"a wrapped web token":    {"got " + jwt + "\n  AAAABBBBCCCCDDDDEEEEFFFF\n  twice", "got redacted\n  twice"},
		"opaque in HTML":         {"&quot;access_token&quot;:&quot;opaque-0&quot;", "&quot;access_token&quot;:&quot;redacted&quot;"},
		"opaque in an element":   {"<access_token>opaque-0</access_token>", "<access_token>redacted"},
		"opaque, encoded twice":  {"%257B%2522access_token%2522%253A%2522opaque-0%2522%257D", "%257B%2522access_token%2522%253A%2522redacted"},
		"a private key":          {"-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----redacted-----END RSA PRIVATE KEY-----"},
		"a private key, cut off": {"-----BEGIN PRIVATE KEY-----\nMIIE", "-----BEGIN PRIVATE KEY-----redacted"},
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

// TestBase64 quotes a secret in the base64 of a longer text, wherever it begins there.
func TestBase64(t *testing.T) {
	t.Parallel()
	var secrets redact.Secrets
	secrets.Add(known)
	for _, before := range []string{"", "i", "id", "id:"} {
		for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding, base64.RawStdEncoding, base64.RawURLEncoding} {
			encoded := encoding.EncodeToString([]byte(before + known + " and more"))
			got := secrets.Text("credentials " + encoded)
			if !strings.Contains(got, redact.Mark) || len(got) > len(encoded) {
				t.Errorf("%q shows as %q", encoded, got)
			}
		}
	}
}
