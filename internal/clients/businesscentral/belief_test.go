// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

const (
	someID  = "000000c2-0000-4000-8000-000000000001"
	otherID = "000000c2-0000-4000-8000-000000000002"
	thirdID = "000000c2-0000-4000-8000-000000000003"
)

// writing serves the companion's version, setups and a company; it answers a write with one answer, and what is read after it with
// another.
func writing(t *testing.T, write, read transporttest.Answer) *Client {
	t.Helper()
	wrote := false
	c, _ := served(t, transporttest.NewNetworkFunc(func(_ int, r *http.Request) transporttest.Answer {
		switch path := r.URL.Path; {
		case r.Method != http.MethodGet:
			wrote = true
			return write
		case strings.HasSuffix(path, "/connectors"):
			return transporttest.Answer{Body: `{"value":[{"version":"` + MinimumCompanionVersion + `"}]}`}
		case strings.HasSuffix(path, "/companies"):
			return transporttest.Answer{Body: `{"value":[{"id":"` + thirdID + `","name":"c"}]}`}
		case wrote:
			return read
		}
		return transporttest.Answer{Body: `{"value":[]}`}
	}))
	return c
}

// TestWritesAnsweredWithAnotherRow: an answer with another row's id or natural key, or with none, proves nothing. The error names
// both.
func TestWritesAnsweredWithAnotherRow(t *testing.T) {
	t.Parallel()
	coupling := func(id, table, record, partner string) string {
		return `{"id":"` + id + `","tableId":` + table + `,"recordId":"` + record + `","dataverseId":"` + partner + `"}`
	}
	couple := func(ctx context.Context, c *Client) error {
		_, err := c.CoupleRecord(ctx, someID, 13, someID, otherID, false)
		return err
	}
	recouple := func(ctx context.Context, c *Client) error {
		_, err := c.RecoupleRecord(ctx, someID, RecordCoupling{ID: thirdID, TableID: 13, RecordID: someID, DataverseID: thirdID}, otherID, false)
		return err
	}
	setup := func(ctx context.Context, c *Client) error {
		_, err := c.InsertDataverseConnectionSetup(ctx, someID, DataverseConnectionValues{})
		return err
	}
	change := func(ctx context.Context, c *Client) error {
		_, err := c.UpdateTableMapping(ctx, someID, TableMapping{ID: someID}, TableMappingValues{})
		return err
	}
	give := func(ctx context.Context, c *Client) error {
		_, err := c.GivePermission(ctx, someID, NewUserPermission{RoleID: "BCS READ", Scope: "System"})
		return err
	}
	company := func(ctx context.Context, c *Client) error {
		_, err := c.CreateCompany(ctx, "CRONUS")
		return err
	}
	rename := func(ctx context.Context, c *Client) error {
		return c.UpdateCompany(ctx, AutomationCompany{ID: someID}, CompanyChanges{})
	}
	for name, test := range map[string]struct {
		write        func(ctx context.Context, c *Client) error
		right, wrong string
		names        []string
	}{
		"coupling, another record":   {couple, coupling(thirdID, "13", someID, otherID), coupling(thirdID, "13", thirdID, otherID), []string{"recordId", someID, thirdID}},
		"coupling, another partner":  {couple, coupling(thirdID, "13", someID, strings.ToUpper(otherID)), coupling(thirdID, "13", someID, thirdID), []string{"dataverseId", otherID, thirdID}},
		"coupling, another table":    {couple, coupling(thirdID, "13", someID, otherID), coupling(thirdID, "18", someID, otherID), []string{"tableId", "13", "18"}},
		"coupling, no id":            {couple, coupling(thirdID, "13", someID, otherID), `{"tableId":13,"recordId":"` + someID + `","dataverseId":"` + otherID + `"}`, []string{"no id"}},
		"recoupling, the old":        {recouple, coupling(otherID, "13", someID, otherID), coupling(thirdID, "13", someID, thirdID), []string{"dataverseId", otherID, thirdID}},
		"setup, a row of another":    {setup, `{"id":"` + someID + `","ownershipModel":"Person"}`, `{"id":"` + someID + `","name":"x"}`, []string{"no ownershipModel"}},
		"mapping, another":           {change, `{"id":"` + someID + `"}`, `{"id":"` + otherID + `"}`, []string{someID, otherID}},
		"permission, another user":   {give, `{"id":"x","userSecurityId":"` + someID + `","roleId":"BCS READ","company":"","appId":"","scope":"System"}`, `{"id":"x","userSecurityId":"` + otherID + `","roleId":"BCS READ","company":"","appId":"","scope":"System"}`, []string{someID, otherID}},
		"permission, another set":    {give, `{"id":"x","userSecurityId":"` + someID + `","roleId":"bcs read","company":"","appId":"","scope":"System"}`, `{"id":"x","userSecurityId":"` + someID + `","roleId":"SUPER","company":"","appId":"","scope":"System"}`, []string{"BCS READ", "SUPER"}},
		"company, another":           {company, `{"id":"` + someID + `","displayName":"CRONUS"}`, `{"id":"` + otherID + `","displayName":"Fabrikam"}`, []string{"CRONUS", "Fabrikam"}},
		"company, the wrong changed": {rename, `{"id":"` + someID + `"}`, `{"id":"` + otherID + `"}`, []string{someID, otherID}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := writing(t, transporttest.Answer{Body: test.right}, transporttest.Answer{})
			if err := test.write(t.Context(), c); err != nil {
				t.Errorf("the right one: %v", err)
			}
			c = writing(t, transporttest.Answer{Body: test.wrong}, transporttest.Answer{})
			err := test.write(t.Context(), c)
			if _, other := errors.AsType[*odata.OtherRowError](err); !other || !odata.IsAnswerLost(err) {
				t.Fatalf("another one: %v", err)
			}
			for _, part := range test.names {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%q is not in %v", part, err)
				}
			}
		})
	}
}

// TestWhatTheAnswerToADeletionSays: nothing. What the service shows afterwards counts.
func TestWhatTheAnswerToADeletionSays(t *testing.T) {
	t.Parallel()
	done := transporttest.Answer{Status: http.StatusNoContent}
	gone := transporttest.Answer{Status: http.StatusNotFound, Body: `{"error":{"code":"Internal_RecordNotFound","message":"x"}}`}
	row, none := transporttest.Answer{Body: `{"value":[{"id":"` + someID + `"}]}`}, transporttest.Answer{Body: `{"value":[]}`}
	one := transporttest.Answer{Body: `{"id":"` + someID + `"}`}
	for name, test := range map[string]struct {
		remove        func(ctx context.Context, c *Client) error
		there, absent transporttest.Answer
	}{
		"coupling": {func(ctx context.Context, c *Client) error {
			return c.UncoupleRecord(ctx, someID, RecordCoupling{ID: someID, TableID: 13, RecordID: otherID, DataverseID: thirdID})
		}, row, none},
		"Dataverse setup": {func(ctx context.Context, c *Client) error {
			return c.DeleteDataverseConnectionSetup(ctx, someID, DataverseConnectionSetup{ID: someID})
		}, row, none},
		"Sales setup": {func(ctx context.Context, c *Client) error {
			return c.DeleteSalesConnectionSetup(ctx, someID, SalesConnectionSetup{ID: someID})
		}, row, none},
		"permission": {func(ctx context.Context, c *Client) error {
			return c.TakePermission(ctx, otherID, UserPermission{ID: someID})
		}, one, gone},
		"company": {func(ctx context.Context, c *Client) error {
			return c.DeleteCompany(ctx, AutomationCompany{ID: someID})
		}, one, gone},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for said, answer := range map[string]transporttest.Answer{"done": done, "not found": gone} {
				still, ok := errors.AsType[*odata.StillThereError](test.remove(t.Context(), writing(t, answer, test.there)))
				if !ok || !strings.Contains(still.Error(), someID) {
					t.Errorf("%s, and still there: %v", said, still)
				}
				if err := test.remove(t.Context(), writing(t, answer, test.absent)); err != nil {
					t.Errorf("%s, and gone: %v", said, err)
				}
			}
		})
	}
}
