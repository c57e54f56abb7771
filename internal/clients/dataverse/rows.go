// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// MaxRowsByID is how many rows one request looks for by their ids: Dataverse takes at most 500 conditions and 32 KB of URL
// (https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/overview).
const MaxRowsByID = 250

// RowsByID returns which of the rows exist, at most [MaxRowsByID]. Set and key name the table. The ids are in lower case.
func (c *Client) RowsByID(ctx context.Context, set, key string, ids []string) (map[string]struct{}, error) {
	return c.rowIDs(ctx, set, key, odata.AnyOf(key, odata.GUID, ids))
}

// RowsOfCompany returns the ids, in lower case, of the rows of a company and those of no company, of a table that the
// integration has given a column for the company.
func (c *Client) RowsOfCompany(ctx context.Context, set, key, companyRowID string) (map[string]struct{}, error) {
	return c.rowIDs(ctx, set, key, ofCompany(companyRowID))
}

// rowIDs reads ids. A table that the environment does not have has no rows.
func (c *Client) rowIDs(ctx context.Context, set, key, filter string) (map[string]struct{}, error) {
	rows, err := odata.List[map[string]json.RawMessage](ctx, c.api, set, odata.Query{Select: []string{key}, Filter: filter})
	if isUnknownSegment(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", set, err)
	}
	found := make(map[string]struct{}, len(rows))
	for _, row := range rows {
		var id string
		if err := json.Unmarshal(row[key], &id); err != nil {
			return nil, fmt.Errorf("reading %s: %w", set, err)
		}
		found[strings.ToLower(id)] = struct{}{}
	}
	return found, nil
}

// CompanyRows counts the accounts, contacts and opportunities that belong to a company's row, by table. Tables without such
// rows are left out.
func (c *Client) CompanyRows(ctx context.Context, companyRowID string) ([]OwnedCount, error) {
	var counts []OwnedCount
	for _, table := range [][2]string{{"accounts", "accountid"}, {"contacts", "contactid"}, {"opportunities", "opportunityid"}} {
		n, err := c.count(ctx, table[0], table[1], odata.Eq("_bcbi_companyid_value", odata.GUID(companyRowID)))
		if isUnknownSegment(err) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("counting the %s of company row %s: %w", table[0], companyRowID, err)
		}
		if n > 0 {
			counts = append(counts, OwnedCount{Set: table[0], Count: n})
		}
	}
	return counts, nil
}
