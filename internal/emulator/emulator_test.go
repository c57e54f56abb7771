// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator"
	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/entra"
)

// start serves an emulator for the duration of a test.
func start(t *testing.T, o emulator.Options) *client {
	t.Helper()
	if o.CADir == "" {
		o.CADir = t.TempDir()
	}
	e, err := emulator.New(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	e.Start()
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return &client{t: t, Emulator: e, http: e.HTTPClient()}
}

type client struct {
	*emulator.Emulator
	t    *testing.T
	http *http.Client
}

type response struct {
	status int
	header http.Header
	body   []byte
	err    error
}

func (r response) json(t *testing.T, into any) {
	t.Helper()
	if err := json.Unmarshal(r.body, into); err != nil {
		t.Fatalf("status %d: %v: %s", r.status, err, r.body)
	}
}

// do sends a request with a token for the service in the path.
func (c *client) do(method, path, body string, headers ...string) response {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), method, c.URL()+strings.ReplaceAll(path, " ", "%20"), strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	audience := ""
	switch {
	case strings.HasPrefix(path, "/v2.0"):
		audience = entra.AudienceBusinessCentral
	case strings.HasPrefix(path, "/v1.0"):
		audience = entra.AudienceGraph
	}
	if !strings.HasPrefix(path, "/_emulator") {
		r.Header.Set("Authorization", "Bearer "+c.Token(audience))
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return response{err: err}
	}
	defer func() { _ = answer.Body.Close() }()
	raw, err := io.ReadAll(answer.Body)
	return response{answer.StatusCode, answer.Header, raw, err}
}

func (c *client) want(r response, status int) response {
	c.t.Helper()
	if r.err != nil || r.status != status {
		c.t.Fatalf("status %d (%v), want %d: %s", r.status, r.err, status, r.body)
	}
	return r
}

const (
	api       = "/api/data/v9.2"
	nav       = "/v2.0/" + emulator.TenantID + "/Production/api/v2.0"
	companion = "/v2.0/" + emulator.TenantID + "/Production/api/bcsales/integration/v1.0"
)

func TestDemoTenant(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{})
	for path, want := range map[string]string{
		api + "/WhoAmI": "UserId",
		api + "/systemusers?$filter=applicationid eq " + emulator.ClientID + "&$expand=systemuserroles_association($select=name)": "System Customizer",
		api + "/$metadata": "EntityContainer",
		nav + "/companies": "CRONUS",
		nav + "/salespeoplePurchasers?company=CRONUS&$filter=code eq 'JO'": "Jim Olive",
		"/v2.0/Production/api/v2.0/companies":                              "CRONUS",
		"/v1.0/users/jim.olive@contoso.example":                            "Jim Olive",
		"/v1.0/subscribedSkus":                                             "DYN365_ENTERPRISE_SALES",
		"/_emulator/state/dataverse/appmodules":                            "Sales Hub",
		"/" + emulator.TenantID + "/v2.0/.well-known/openid-configuration": c.URL() + "/" + emulator.TenantID + "/oauth2/v2.0/token",
	} {
		if r := c.want(c.do("GET", path, ""), 200); !strings.Contains(string(r.body), want) {
			t.Errorf("%s: no %q in %s", path, want, r.body)
		}
	}
	for path, status := range map[string]int{
		"/v2.0/" + emulator.TenantID + "/Sandbox/api/v2.0/companies":  404,
		"/v2.0/elsewhere/Production/api/v2.0/companies":               404,
		"/v2.0/" + emulator.TenantID + "/Production/api/other/x/v1.0": 404,
		"/nowhere":        404,
		"/_emulator/nope": 404,
	} {
		c.want(c.do("GET", path, ""), status)
	}
	environment := c.Env()
	for name, value := range environment {
		if value == "" {
			t.Errorf("%s is empty", name)
		}
	}
	if raw, err := os.ReadFile(environment["BCSALES_CA_CERTIFICATE_PATH"]); err != nil || !bytes.Equal(raw, c.CACertificatePEM()) {
		t.Errorf("the CA certificate: %v", err)
	}
}

func TestUnauthorized(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{})
	for path, want := range map[string]string{
		api + "/WhoAmI":    "",
		nav + "/companies": "Authentication_InvalidCredentials",
		"/v1.0/users":      "InvalidAuthenticationToken",
	} {
		for _, header := range []string{"Authorization: ", "Authorization: Bearer x", "Authorization: Bearer " + c.Token("https://other.example")} {
			r := c.want(c.do("GET", path, "", header), 401)
			if !strings.Contains(string(r.body), want) || r.header.Get("WWW-Authenticate") == "" {
				t.Errorf("%s: %v %s", path, r.header, r.body)
			}
		}
	}
	stranger := "Authorization: Bearer " + c.TokenFor("99999999-0000-4000-8000-000000000009", "")
	if r := c.want(c.do("GET", api+"/WhoAmI", "", stranger), 403); !strings.Contains(string(r.body), "0x80072560") {
		t.Errorf("a stranger: %s", r.body)
	}
}

func TestListensOnLoopbackOnly(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "nonsense", "example.com:0"} {
		if e, err := emulator.New(t.Context(), emulator.Options{Listen: address}); err == nil {
			t.Errorf("%s was accepted", address)
			_ = e.Close()
		}
	}
}

func TestRecord(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	c := start(t, emulator.Options{Record: &b})
	c.want(c.do("POST", "/"+emulator.TenantID+"/oauth2/v2.0/token",
		"grant_type=client_credentials&client_id="+emulator.ClientID+"&client_secret="+c.ClientSecret()+"&scope="+c.URL()+"/.default",
		"Content-Type: application/x-www-form-urlencoded"), 200)
	c.do("POST", api+"/StageSolution", `{"CustomizationFile":"`+strings.Repeat("QUJD", 100)+`"}`)
	c.want(c.do("GET", api+"/WhoAmI", ""), 200)
	c.do("GET", "/_emulator/requests", "")
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, secret := range []string{c.ClientSecret(), "eyJ", strings.Repeat("QUJD", 20)} {
		if strings.Contains(b.String(), secret) {
			t.Errorf("the record holds %q", secret)
		}
	}
	var last struct {
		Method          string            `json:"method"`
		URL             string            `json:"url"`
		RequestHeaders  map[string]string `json:"requestHeaders"`
		RequestBody     any               `json:"requestBody"`
		Status          int               `json:"status"`
		ResponseHeaders map[string]string `json:"responseHeaders"`
		ResponseBody    map[string]any    `json:"responseBody"`
	}
	if err := json.Unmarshal([]byte(lines[2]), &last); err != nil {
		t.Fatal(err)
	}
	if last.Method != http.MethodGet || last.URL != c.URL()+api+"/WhoAmI" || last.RequestHeaders["Authorization"] != "Bearer redacted" ||
		last.Status != 200 || last.ResponseBody["UserId"] == nil || last.RequestBody != nil {
		t.Errorf("the record: %s", lines[2])
	}
}

func TestLimitHeaders(t *testing.T) {
	t.Parallel()
	c := start(t, emulator.Options{EnforceLimits: true})
	r := c.want(c.do("GET", api+"/WhoAmI", ""), 200)
	if r.header.Get("x-ms-ratelimit-burst-remaining-xrm-requests") == "" {
		t.Errorf("headers: %v", r.header)
	}
}
