// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/odata"
)

// ownedTables are the entity sets whose rows are counted before their owner is deleted, with the key column. They are
// the tables that the integration synchronizes, and what sales people work with.
// Source: https://learn.microsoft.com/dynamics365/developer/reference/entities/account and its neighbors.
func ownedTables() [][2]string {
	return [][2]string{
		{"accounts", "accountid"},
		{"contacts", "contactid"},
		{"leads", "leadid"},
		{"opportunities", "opportunityid"},
		{"quotes", "quoteid"},
		{"salesorders", "salesorderid"},
		{"invoices", "invoiceid"},
	}
}

// OwnedCount says how many rows of one table somebody owns.
type OwnedCount struct {
	Set   string
	Count int
}

// OwnedRecords counts the rows that the user or team owns, by table; tables without such rows are left out.
func (c *Client) OwnedRecords(ctx context.Context, ownerID string) ([]OwnedCount, error) {
	var owned []OwnedCount
	for _, table := range ownedTables() {
		var page struct {
			Count int `json:"@odata.count"`
		}
		_, err := c.api.Do(ctx, odata.Request{
			Method:   http.MethodGet,
			Path:     table[0],
			Query:    odata.Query{Select: []string{table[1]}, Filter: odata.Eq("_ownerid_value", odata.GUID(ownerID)), Top: 1},
			RawQuery: url.Values{"$count": {"true"}},
		}, &page)
		if err != nil {
			return nil, fmt.Errorf("counting the %s that %s owns: %w", table[0], ownerID, err)
		}
		if page.Count > 0 {
			owned = append(owned, OwnedCount{Set: table[0], Count: page.Count})
		}
	}
	return owned, nil
}

// DescribeOwned tells counts for people: "3 accounts, 1 contacts".
func DescribeOwned(owned []OwnedCount) string {
	parts := make([]string, len(owned))
	for i, o := range owned {
		parts[i] = fmt.Sprintf("%d %s", o.Count, o.Set)
	}
	return strings.Join(parts, ", ")
}
