// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/url"
	"strings"
	"testing"
)

// companyNames are names of companies that an address has to survive.
func companyNames() []string {
	return []string{
		"CRONUS", "CRONUS International Ltd.", "Huber & Co. KG", "A+B", "Halle #7", "100% Bio", "50%20x", "x=y", "Wer? Wir!", `"Zitat" 'GmbH'`,
		"Nachgestellt ", "Müller & Söhne Straßenbau", "\u682a\u5f0f\u4f1a\u793e\u30b5\u30f3\u30d7\u30eb", "Kaffee ☕ & Bagel 🥯", "123456789012345678901234567890", "A?company=B", "A&company=B",
	}
}

func TestWebClientOfEveryName(t *testing.T) {
	t.Parallel()
	const client = "https://businesscentral.dynamics.com/contoso.com/Production"
	for _, name := range companyNames() {
		for spelling, encoded := range map[string]string{
			"base application": pathEncode(name), "GetUrl": strings.ReplaceAll(pathEncode(name), "&", "%26"), "escaped": strings.ReplaceAll(url.QueryEscape(name), "+", "%20"),
		} {
			for _, parameter := range []string{"?company=", "/?company=", "?Company="} {
				w := ParseWebClient(client + parameter + encoded)
				if !w.SameAs(ParseWebClient(client)) || !w.Opens(name) {
					t.Errorf("%s, %s: %+v, same %v, opens %v", spelling, name, w, w.SameAs(ParseWebClient(client)), w.Opens(name))
				}
				for _, other := range companyNames() {
					if other != name && w.Opens(other) {
						t.Errorf("%s: the address of %s opens %s too", spelling, name, other)
					}
				}
			}
		}
	}
}

func TestParseWebClient(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]WebClient{
		"":                                    {},
		"https://bc.example/x":                {Address: "https://bc.example/x"},
		" " + "https://bc.example/x" + " ":    {Address: "https://bc.example/x"},
		"https://bc.example/x?company=A&B":    {Address: "https://bc.example/x", Company: "A&B"},
		"https://bc.example/x?tenant=t":       {Address: "https://bc.example/x?tenant=t"},
		"https://bc.example/?company=":        {Address: "https://bc.example/"},
		"https://bc.example/x?companyName=A":  {Address: "https://bc.example/x?companyName=A"},
		"https://bc.example/x?a=1&Company=A":  {Address: "https://bc.example/x?a=1", Company: "A"},
		"https://bc.example/company=1?page=1": {Address: "https://bc.example/company=1?page=1"},
	} {
		if got := ParseWebClient(text); got != want {
			t.Errorf("ParseWebClient(%q) = %+v", text, got)
		}
	}
	if ParseWebClient("https://bc.example/x").Opens("CRONUS") {
		t.Error("an address without a company opens CRONUS")
	}
}

func TestWebClientPlace(t *testing.T) {
	t.Parallel()
	const tenant = "11111111-0000-4000-8000-000000000001"
	for address, want := range map[string][2]string{
		"https://businesscentral.dynamics.com/" + tenant + "/Production?company=A%2FB": {"Production", tenant},
		"https://businesscentral.dynamics.com/contoso.com/Sandbox/?company=A/B":        {"Sandbox", "contoso.com"},
		"https://businesscentral.dynamics.com/Production?company=A":                    {"Production", ""},
		"https://businesscentral.dynamics.com/" + tenant + "?company=A":                {"", tenant},
		"https://businesscentral.dynamics.com/contoso.com/?company=A":                  {"", "contoso.com"},
		"https://businesscentral.dynamics.com?company=A":                               {"", ""},
		"https://fabrikam.bc.dynamics.com/" + tenant + "/My-Env":                       {"My-Env", tenant},
		"nonsense": {"nonsense", ""},
		"":         {"", ""},
		"%":        {"", ""},
	} {
		place := ParseWebClient(address).Place()
		if got := [2]string{place.Environment, place.Tenant}; got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func TestPlaceDiffers(t *testing.T) {
	t.Parallel()
	const first, second = "11111111-0000-4000-8000-000000000001", "22222222-0000-4000-8000-000000000001"
	here := Place{Tenant: first, Environment: "Production"}
	for other, want := range map[Place]bool{
		here: false,
		{Tenant: first, Environment: "production"}:         false,
		{Tenant: first, Environment: "Sandbox"}:            true,
		{Tenant: second, Environment: "Production"}:        true,
		{Tenant: "contoso.com", Environment: "Production"}: false,
		{Environment: "Production"}:                        false,
		{Environment: "Sandbox"}:                           true,
		{Tenant: first}:                                    false,
		{Tenant: second}:                                   true,
		{}:                                                 false,
	} {
		if got := here.Differs(other); got != want || other.Differs(here) != want {
			t.Errorf("%+v differs: %v", other, got)
		}
	}
}
