// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

const (
	someID  = "000000c2-0000-4000-8000-000000000001"
	otherID = "000000c2-0000-4000-8000-000000000002"
)

func scripted(t *testing.T, script ...transporttest.Answer) *Client {
	t.Helper()
	origin := &url.URL{Scheme: "https", Host: "contoso.example"}
	tr, err := transport.New(transport.Options{Service: "Dataverse", Origin: origin, Transporter: transporttest.NewNetwork(script...)})
	if err != nil {
		t.Fatal(err)
	}
	return New(tr, origin, Scope{})
}

// TestWhatTheAnswerToADeletionSays: nothing. What the service shows afterwards counts.
func TestWhatTheAnswerToADeletionSays(t *testing.T) {
	t.Parallel()
	done := transporttest.Answer{Status: http.StatusNoContent}
	gone := transporttest.Answer{Status: http.StatusNotFound, Body: `{"error":{"code":"0x80040217","message":"x Does Not Exist"}}`}
	user := Principal{Kind: UserPrincipal, ID: someID}
	for name, test := range map[string]struct {
		remove      func(ctx context.Context, c *Client) error
		row, absent transporttest.Answer
	}{
		"unit": {func(ctx context.Context, c *Client) error {
			return c.DeleteBusinessUnit(ctx, BusinessUnit{ID: someID, Disabled: true})
		}, transporttest.Answer{Body: `{"businessunitid":"` + someID + `"}`}, gone},
		"team": {func(ctx context.Context, c *Client) error {
			return c.DeleteTeam(ctx, Team{ID: someID})
		}, transporttest.Answer{Body: `{"teamid":"` + someID + `"}`}, gone},
		"company": {func(ctx context.Context, c *Client) error {
			return c.DeleteCompany(ctx, Company{ID: someID})
		}, transporttest.Answer{Body: `{"bcbi_companyid":"` + someID + `"}`}, gone},
		"connection": {func(ctx context.Context, c *Client) error {
			return c.DeleteNavConnection(ctx, NavConnection{ID: someID})
		}, transporttest.Answer{Body: `{"nav_connectionid":"` + someID + `"}`}, gone},
		"membership": {func(ctx context.Context, c *Client) error {
			return c.RemoveTeamMember(ctx, otherID, someID)
		}, transporttest.Answer{Body: `{"value":[{"teamid":"` + otherID + `","systemuserid":"` + someID + `"}]}`}, transporttest.Answer{Body: `{"value":[]}`}},
		"role": {func(ctx context.Context, c *Client) error {
			return c.RemoveRole(ctx, user, otherID)
		}, transporttest.Answer{Body: `{"value":[{"roleid":"` + otherID + `","systemuserid":"` + someID + `"}]}`}, transporttest.Answer{Body: `{"value":[]}`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for said, answer := range map[string]transporttest.Answer{"done": done, "not found": gone} {
				still, ok := errors.AsType[*odata.StillThereError](test.remove(t.Context(), scripted(t, answer, test.row)))
				if !ok || !strings.Contains(still.Error(), someID) {
					t.Errorf("%s, and still there: %v", said, still)
				}
				if err := test.remove(t.Context(), scripted(t, answer, test.absent)); err != nil {
					t.Errorf("%s, and gone: %v", said, err)
				}
			}
			foreign := transporttest.Answer{Status: http.StatusNotFound, Body: `{"error":{"code":"404","message":"Not Found"}}`}
			if err := test.remove(t.Context(), scripted(t, done, foreign)); err == nil {
				t.Error("a gateway's 404 after it is believed")
			}
		})
	}
}

// TestTheAnswerNamesTheRow: an insertion whose answer names another row than the one that was sent is not believed.
func TestTheAnswerNamesTheRow(t *testing.T) {
	t.Parallel()
	named := func(id string) transporttest.Answer {
		header := http.Header{}
		header.Set("OData-EntityId", "https://contoso.example/api/data/v9.2/x("+id+")")
		return transporttest.Answer{Status: http.StatusNoContent, Header: header}
	}
	for name, create := range map[string]func(ctx context.Context, c *Client) error{
		"unit": func(ctx context.Context, c *Client) error {
			_, err := c.CreateBusinessUnit(ctx, BusinessUnit{ID: someID, ParentID: otherID})
			return err
		},
		"team": func(ctx context.Context, c *Client) error {
			_, err := c.CreateOwnerTeam(ctx, Team{ID: someID, BusinessUnitID: otherID})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := create(t.Context(), scripted(t, named(otherID)))
			other, ok := errors.AsType[*odata.OtherRowError](err)
			if !ok || other.Want != someID || other.Got != otherID || !odata.IsAnswerLost(err) {
				t.Errorf("another row: %v", err)
			}
			if err := create(t.Context(), scripted(t, named(strings.ToUpper(someID)))); err != nil {
				t.Errorf("its own: %v", err)
			}
		})
	}
}

// TestIsUserDisabled: only the code proves it, and only of the user whom the message names.
func TestIsUserDisabled(t *testing.T) {
	t.Parallel()
	said := func(code, id string) error {
		return fmt.Errorf("reading: %w", &odata.Error{StatusCode: http.StatusForbidden, Code: code, Message: "The user with SystemUserId=" + id + " is disabled"})
	}
	for name, test := range map[string]struct {
		err  error
		want bool
	}{
		"the user":            {said("0x80040225", strings.ToUpper(someID)), true},
		"another user":        {said("0x80040225", otherID), false},
		"another code":        {said("0x80040220", someID), false},
		"no error":            {nil, false},
		"no error of the API": {errors.New(someID), false},
	} {
		if got := IsUserDisabled(test.err, someID); got != test.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
