// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// NavConnection is a row by which Sales links to a company of Business Central (table nav_connection, which the Sales
// integration solution brings).
type NavConnection struct {
	// ETag is the version of the row that a change is meant for.
	ETag string `json:"@odata.etag"`
	ID   string `json:"nav_connectionid"`
	// Name is the name of the company.
	Name string `json:"nav_name"`
	// Address is that of the web client in the company; it names tenant and environment.
	Address string `json:"nav_dynamicsnavurl"`
	// CreatedBy and ModifiedBy are ids of users: Business Central writes the row as its integration user.
	CreatedBy  string `json:"_createdby_value"`
	ModifiedBy string `json:"_modifiedby_value"`
}

// WrittenBy reports whether the user wrote the row.
func (n NavConnection) WrittenBy(userID string) bool {
	return userID != "" && (strings.EqualFold(n.CreatedBy, userID) || strings.EqualFold(n.ModifiedBy, userID))
}

// NavConnections reads the connections of Sales to companies of Business Central. There are none in an environment
// without the Sales integration solution.
func (c *Client) NavConnections(ctx context.Context) ([]NavConnection, error) {
	var rows []NavConnection
	err := c.bySet(ctx, navConnections(), func(set string) (err error) {
		rows, err = odata.List[NavConnection](ctx, c.api, set, odata.Query{
			Select: []string{"nav_connectionid", "nav_name", "nav_dynamicsnavurl", "_createdby_value", "_modifiedby_value"},
		})
		return err
	})
	if isUnknownSegment(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the connections to Business Central: %w", err)
	}
	return rows, nil
}

// SharedNavConnections is [Client.NavConnections] that the resources of a run share.
func (c *Client) SharedNavConnections(ctx context.Context) ([]NavConnection, error) {
	rows, _, err := c.shared.navConnections.Get(ctx, struct{}{})
	return rows, err
}

// ForgetNavConnections makes the next shared look-up ask Dataverse; call it after Business Central may have written a row.
func (c *Client) ForgetNavConnections() { c.shared.navConnections.ForgetAll() }

func (c *Client) navConnectionSource(run *bulk.Run) bulk.Source[struct{}, []NavConnection] {
	return bulk.Source[struct{}, []NavConnection]{
		Request: "GET nav_connections at Dataverse",
		MaxKeys: 1, Run: run,
		Some: func(ctx context.Context, _ []struct{}) (map[struct{}][]NavConnection, error) {
			rows, err := c.NavConnections(ctx)
			return map[struct{}][]NavConnection{{}: rows}, err
		},
	}
}

// DeleteNavConnection deletes a connection in the version that was read: see [odata.WriteLatest]. One that is gone already is
// no error.
func (c *Client) DeleteNavConnection(ctx context.Context, row NavConnection) error {
	defer c.ForgetNavConnections()
	err := c.bySet(ctx, navConnections(), func(set string) error { return c.deleteGone(ctx, odata.Key(set, row.ID), "nav_connectionid", row.ETag) })
	if err != nil {
		return fmt.Errorf("deleting the connection %s to Business Central: %w", row.ID, err)
	}
	return nil
}
