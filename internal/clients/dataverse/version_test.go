// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// TestVersions: every write to a row names the version that was read, except to a table that compares none.
func TestVersions(t *testing.T) {
	t.Parallel()
	const id, etag = "000000c2-0000-4000-8000-000000000001", `W/"7"`
	disabled := true
	refused := func(status int, code string) transporttest.Answer {
		return transporttest.Answer{Status: status, Body: `{"error":{"code":"` + code + `","message":"m"}}`}
	}
	done := transporttest.Answer{Status: http.StatusNoContent}
	gone := refused(http.StatusNotFound, "0x80040217")
	unit := transporttest.Answer{Body: `{"@odata.etag":"W/\"8\"","businessunitid":"` + id + `","isdisabled":true}`}
	for name, tc := range map[string]struct {
		write func(ctx context.Context, c *Client) error
		done  []transporttest.Answer
		sent  []string
	}{
		"user": {func(ctx context.Context, c *Client) error {
			return c.ChangeSystemUser(ctx, SystemUser{ID: id, ETag: etag}, SystemUserChange{Disabled: &disabled})
		}, []transporttest.Answer{done}, []string{etag}},
		"user, deletion": {func(ctx context.Context, c *Client) error {
			return c.DeleteSystemUser(ctx, SystemUser{ID: id, ETag: etag})
		}, []transporttest.Answer{done}, []string{etag}},
		"unit": {func(ctx context.Context, c *Client) error {
			return c.RenameBusinessUnit(ctx, BusinessUnit{ID: id, ETag: etag}, "n")
		}, []transporttest.Answer{done}, []string{etag}},
		"unit, deletion": {func(ctx context.Context, c *Client) error {
			return c.DeleteBusinessUnit(ctx, BusinessUnit{ID: id, ETag: etag})
		}, []transporttest.Answer{unit, done, gone}, []string{etag, `W/"8"`}},
		"unit, deletion of a disabled one": {func(ctx context.Context, c *Client) error {
			return c.DeleteBusinessUnit(ctx, BusinessUnit{ID: id, ETag: etag, Disabled: true})
		}, []transporttest.Answer{done, gone}, []string{etag}},
		"team": {func(ctx context.Context, c *Client) error {
			return c.RenameTeam(ctx, Team{ID: id, ETag: etag}, "n")
		}, []transporttest.Answer{done}, []string{etag}},
		"team, deletion": {func(ctx context.Context, c *Client) error {
			return c.DeleteTeam(ctx, Team{ID: id, ETag: etag})
		}, []transporttest.Answer{done, gone}, []string{etag}},
		"row": {func(ctx context.Context, c *Client) error {
			return c.SetCompany(ctx, Company{ID: id, ETag: etag, OwningTeamID: id})
		}, []transporttest.Answer{done}, []string{etag}},
		"row, deletion": {func(ctx context.Context, c *Client) error {
			return c.DeleteCompany(ctx, Company{ID: id, ETag: etag})
		}, []transporttest.Answer{done, gone}, []string{etag}},
		"link, deletion": {func(ctx context.Context, c *Client) error {
			return c.DeleteNavConnection(ctx, NavConnection{ID: id, ETag: etag})
		}, []transporttest.Answer{done, gone}, []string{etag}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, other := range []struct {
				first   []transporttest.Answer
				sent    []string
				changed bool
			}{
				{sent: tc.sent},
				{first: []transporttest.Answer{refused(http.StatusBadRequest, "0x8006088d")}, sent: append([]string{etag, "*"}, tc.sent[1:]...)},
				{first: []transporttest.Answer{refused(http.StatusPreconditionFailed, "0x80060882")}, sent: []string{etag}, changed: true},
			} {
				network := transporttest.NewNetwork(append(other.first, tc.done...)...)
				origin := &url.URL{Scheme: "https", Host: "contoso.example"}
				tr, err := transport.New(transport.Options{Service: "Dataverse", Origin: origin, Transporter: network})
				if err != nil {
					t.Fatal(err)
				}
				err = tc.write(t.Context(), New(tr, origin, Scope{}))
				if odata.IsChanged(err) != other.changed || err != nil && !other.changed {
					t.Errorf("got %v", err)
				}
				var sent []string
				for _, r := range network.Requests() {
					if r.Method != http.MethodGet {
						sent = append(sent, r.Header.Get("If-Match"))
					}
				}
				if !slices.Equal(sent, other.sent) {
					t.Errorf("sent the versions %q, want %q", sent, other.sent)
				}
			}
		})
	}
}
