// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// answering returns a client whose service gives one answer.
func answering(t *testing.T, status int, body string) *Client {
	t.Helper()
	origin := &url.URL{Scheme: "https", Host: "contoso.example"}
	tr, err := transport.New(transport.Options{Service: "Dataverse", Origin: origin, Transporter: transporttest.NewNetwork(transporttest.Answer{Status: status, Body: body})})
	if err != nil {
		t.Fatal(err)
	}
	return New(tr, origin, Scope{})
}

// TestOnlyTheServicesOwn404MeansGone asks for a team, and deletes a company, as representatives of all reads and deletions.
func TestOnlyTheServicesOwn404MeansGone(t *testing.T) {
	t.Parallel()
	const id = "000000c2-0000-4000-8000-000000000001"
	for name, test := range map[string]struct {
		body string
		gone bool
	}{
		"absent":                       {`{"error":{"code":"0x80040217","message":"team With Id = x Does Not Exist"}}`, true},
		"absent, in capitals":          {`{"error":{"code":"0X80040217","message":"No."}}`, true},
		"absent by an alternate key":   {`{"error":{"code":"0x80060891","message":"A record with the specified key values does not exist"}}`, true},
		"documented, without a code":   {`{"error":{"code":"","message":"team With Id = x Does Not Exist"}}`, true},
		"no code at all":               {`{"error":{"message":"team With Id = x Does Not Exist"}}`, false},
		"another text, empty code":     {`{"error":{"code":"","message":"Not Found"}}`, false},
		"another text, it is no end":   {`{"error":{"code":"","message":"Does Not Exist any more"}}`, false},
		"a gateway's number":           {`{"error":{"code":"404","message":"team With Id = x Does Not Exist"}}`, false},
		"a route":                      {`{"error":{"code":"0x80060888","message":"Resource not found for the segment 'teams'."}}`, false},
		"another of the service's own": {`{"error":{"code":"0x80040220","message":"Does Not Exist"}}`, false},
		"nothing":                      {``, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := answering(t, http.StatusNotFound, test.body)
			if _, found, err := c.Team(t.Context(), id); found || (err == nil) != test.gone {
				t.Errorf("read: found %v, %v", found, err)
			}
			if err := c.DeleteCompany(t.Context(), Company{ID: id, ETag: `W/"1"`}); (err == nil) != test.gone {
				t.Errorf("deletion: %v", err)
			}
		})
	}
	// A table that a solution brings is a route: without it there are no rows of it.
	c := answering(t, http.StatusNotFound, `{"error":{"code":"0x80060888","message":"Resource not found for the segment 'bcbi_companies'."}}`)
	if _, found, err := c.CompanyByExternalID(t.Context(), id); found || err != nil {
		t.Errorf("a table that is missing: %v, %v", found, err)
	}
}

// TestWhoAmIHoldsTheIDs: ids that are missing would become part of the ids of rows.
func TestWhoAmIHoldsTheIDs(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"UserId":"x"}`, `{"UserId":"000000c2-0000-4000-8000-000000000001"}`, `{"@odata.context":"x"}`} {
		if _, err := answering(t, http.StatusOK, body).WhoAmI(t.Context()); err == nil {
			t.Errorf("%s: no error", body)
		}
	}
}

// TestStartsHoldTheirOperation: without its id nothing could be waited for.
func TestStartsHoldTheirOperation(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"@odata.context":"x"}`, `{"AsyncOperationId":null}`, `{"AsyncOperationId":"x"}`, `{}`, ``} {
		_, err := answering(t, http.StatusOK, body).StartImport(t.Context(), ImportStart{})
		if err == nil || !transport.IsAnswerLost(err) {
			t.Errorf("%s: %v", body, err)
		}
		if _, err := answering(t, http.StatusOK, body).StageSolution(t.Context(), nil); err == nil {
			t.Errorf("%s: the check of the package: no error", body)
		}
	}
}
