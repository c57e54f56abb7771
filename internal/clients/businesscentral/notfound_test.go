// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

func answering(t *testing.T, script ...transporttest.Answer) (*Client, *transporttest.Network) {
	t.Helper()
	return served(t, transporttest.NewNetwork(script...))
}

func served(t *testing.T, network *transporttest.Network) (*Client, *transporttest.Network) {
	t.Helper()
	root := &url.URL{Scheme: "https", Host: "bc.example", Path: "/v2.0/tenant/Production"}
	tr, err := transport.New(transport.Options{Service: "Business Central", Origin: root, Transporter: network, TryAgain: TryAgain, Clock: transporttest.NewClock()})
	if err != nil {
		t.Fatal(err)
	}
	return New(tr, root, "1.0.0", ""), network
}

// TestWhatA404Says: only the code says what is not there.
func TestWhatA404Says(t *testing.T) {
	t.Parallel()
	const id = "000000c2-0000-4000-8000-000000000001"
	for name, test := range map[string]struct {
		code                           string
		row, company, companion, wrong bool // what is missing: the row, the company, the companion, the environment
	}{
		"row":               {code: "Internal_RecordNotFound", row: true},
		"row by a filter":   {code: "Internal_DataNotFoundFilter", row: true},
		"company":           {code: "Internal_CompanyNotFound", company: true},
		"route":             {code: "BadRequest_NotFound", companion: true},
		"resource":          {code: "BadRequest_ResourceNotFound", companion: true},
		"environment":       {code: "NoEnvironment", wrong: true},
		"a gateway":         {code: "404"},
		"nobody's":          {code: ""},
		"the database":      {code: "Internal_TenantUnavailable"},
		"another service's": {code: "0x80040217"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answer := transporttest.Answer{Status: http.StatusNotFound, Body: `{"error":{"code":"` + test.code + `","message":"x Does Not Exist"}}`}
			c, network := answering(t, answer)
			_, found, err := c.Salesperson(t.Context(), id, id)
			if found || (err == nil) != test.row || IsCompanyNotFound(err) != test.company || IsNoEnvironment(err) != test.wrong {
				t.Errorf("a row: %v, %v", found, err)
			}
			if _, err = c.Connector(t.Context(), id); IsCompanionMissing(err) != test.companion || IsCompanyNotFound(err) != test.company || IsNoEnvironment(err) != test.wrong {
				t.Errorf("the companion: %v", err)
			}
			asked := len(network.Requests())
			for range 3 {
				if err := c.CheckEnvironment(t.Context(), ""); (err != nil) != test.wrong {
					t.Errorf("the environment: %v", err)
				}
			}
			if n := len(network.Requests()) - asked; n != 1 {
				t.Errorf("the environment was asked for %d times", n)
			}
		})
	}
}

// TestCheckEnvironment_ofCompany: an environment whose companion answers exists, and one that is missing is missing for the companion
// too. Any other answer says nothing, so that the environment is asked.
func TestCheckEnvironment_ofCompany(t *testing.T) {
	t.Parallel()
	refusal := func(status int, code string) transporttest.Answer {
		return transporttest.Answer{Status: status, Body: `{"error":{"code":"` + code + `","message":"No."}}`}
	}
	for name, test := range map[string]struct {
		answer      transporttest.Answer
		wrong, asks bool
	}{
		"the companion":  {answer: transporttest.Answer{Body: `{"value":[{"version":"99.0.0.0"}]}`}},
		"no environment": {answer: refusal(http.StatusNotFound, "NoEnvironment"), wrong: true},
		"no companion":   {answer: transporttest.Answer{Body: `{"value":[]}`}, asks: true},
		"no company":     {answer: refusal(http.StatusNotFound, "Internal_CompanyNotFound"), asks: true},
		"no permission":  {answer: refusal(http.StatusForbidden, "Authentication_InvalidCredentials"), asks: true},
	} {
		c, network := answering(t, test.answer)
		for range 2 {
			if err := c.CheckEnvironment(t.Context(), "000000c2-0000-4000-8000-000000000001"); (err != nil) != test.wrong {
				t.Errorf("%s: %v", name, err)
			}
		}
		asked := 0
		for _, request := range network.Requests() {
			if strings.Contains(request.URL, "/automation/") {
				asked++
			}
		}
		if want := map[bool]int{true: 1}[test.asks]; asked != want {
			t.Errorf("%s: the environment was asked %d times, want %d", name, asked, want)
		}
	}
}

// TestAnUpdatedPageIsTriedAgain where that is safe.
func TestAnUpdatedPageIsTriedAgain(t *testing.T) {
	t.Parallel()
	updated := transporttest.Answer{Status: http.StatusBadRequest, Body: `{"error":{"code":"Unknown","message":"Sorry, we just updated this page. Reopen it, and try again.  CorrelationId:  1-2."}}`}
	c, network := answering(t, updated, updated, transporttest.Answer{Body: `{"value":[]}`})
	if _, err := c.Companies(t.Context(), CompanyQuery{}); err != nil || len(network.Requests()) != 3 {
		t.Errorf("a read: %v after %d requests", err, len(network.Requests()))
	}
	c, network = answering(t, updated)
	if _, err := c.Companies(t.Context(), CompanyQuery{}); !odata.IsStatus(err, http.StatusBadRequest) || len(network.Requests()) != 6 || !strings.Contains(err.Error(), "gave up after 6 attempts") {
		t.Errorf("a read that stays refused: %v after %d requests", err, len(network.Requests()))
	}
	c, network = answering(t, transporttest.Answer{Body: `{"value":[{"id":"x"}]}`}, updated)
	if _, err := c.CreateCompany(t.Context(), "x"); err == nil || len(network.Requests()) != 2 {
		t.Errorf("an insertion: %v after %d requests", err, len(network.Requests()))
	}
}
