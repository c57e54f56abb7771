// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral_test

import (
	"net/http"
	"net/url"
	"testing"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// TestLanguage: every API is asked in English, whatever the caller's language is in Business Central.
func TestLanguage(t *testing.T) {
	t.Parallel()
	root, err := url.Parse("https://contoso.example/v2.0/t/Production")
	if err != nil {
		t.Fatal(err)
	}
	network := transporttest.NewNetworkFunc(func(int, *http.Request) transporttest.Answer {
		return transporttest.Answer{Status: http.StatusOK, Body: `{"value":[]}`}
	})
	tr, err := transport.New(transport.Options{Service: "Business Central", Origin: root, Scope: "s", Credential: &transporttest.Credential{}, Transporter: network})
	if err != nil {
		t.Fatal(err)
	}
	client := bc.New(tr, root, "dev", "")
	if _, err := client.Companies(t.Context(), bc.CompanyQuery{}); err != nil {
		t.Error(err)
	}
	// The answer is no company's and no companion's: only the requests count.
	if _, _, err := client.AutomationCompanyByName(t.Context(), "x"); err != nil {
		t.Log(err) // only the request counts
	}
	_, _ = client.Connector(t.Context(), "x")
	if got := len(network.Requests()); got < 3 {
		t.Fatalf("%d requests", got)
	}
	for _, r := range network.Requests() {
		if got := r.Header.Get("Accept-Language"); got != "en-US" {
			t.Errorf("%s asks in %q", r.URL, got)
		}
	}
}
