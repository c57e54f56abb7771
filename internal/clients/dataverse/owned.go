// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// ownedTables are the entity sets whose rows are counted before their owner is deleted, with the key column. They are
// the tables that the integration synchronizes, what sales people work with, and Business Central's companies.
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
		{"bcbi_companies", "bcbi_companyid"},
	}
}

// OwnedCount says how many rows of one table somebody owns.
type OwnedCount struct {
	Set   string
	Count int
}

// OwnedRecords counts the rows that the user or team owns, by table, but for the company row exceptCompany; tables
// without such rows are left out.
func (c *Client) OwnedRecords(ctx context.Context, ownerID, exceptCompany string) ([]OwnedCount, error) {
	mine := odata.Eq("_ownerid_value", odata.GUID(ownerID))
	companies := mine
	if exceptCompany != "" {
		companies = odata.And(mine, odata.Ne("bcbi_companyid", odata.GUID(exceptCompany)))
	}
	var owned []OwnedCount
	for _, table := range ownedTables() {
		filter := mine
		if table[0] == "bcbi_companies" {
			filter = companies
		}
		n, err := c.count(ctx, table[0], table[1], filter)
		if isUnknownSegment(err) {
			continue // the solution that brings the table is not imported
		}
		if err != nil {
			return nil, fmt.Errorf("counting the %s that %s owns: %w", table[0], ownerID, err)
		}
		if n > 0 {
			owned = append(owned, OwnedCount{Set: table[0], Count: n})
		}
	}
	return owned, nil
}

// BusinessUnitContents counts what keeps a business unit from being deleted besides the team exceptTeam: its users, its
// child units, and its teams other than the default one. Tables without rows are left out.
func (c *Client) BusinessUnitContents(ctx context.Context, id, exceptTeam string) ([]OwnedCount, error) {
	in := odata.Eq("_businessunitid_value", odata.GUID(id))
	teams := []string{in, odata.Eq("isdefault", odata.Bool(false))}
	if exceptTeam != "" {
		teams = append(teams, odata.Ne("teamid", odata.GUID(exceptTeam)))
	}
	var contents []OwnedCount
	for _, part := range []struct{ noun, set, key, filter string }{
		{"users", "systemusers", "systemuserid", in},
		{"business units", "businessunits", "businessunitid", odata.Eq("_parentbusinessunitid_value", odata.GUID(id))},
		{"teams", "teams", "teamid", odata.And(teams...)},
	} {
		n, err := c.count(ctx, part.set, part.key, part.filter)
		if err != nil {
			return nil, fmt.Errorf("counting the %s in business unit %s: %w", part.noun, id, err)
		}
		if n > 0 {
			contents = append(contents, OwnedCount{Set: part.noun, Count: n})
		}
	}
	return contents, nil
}

// count returns the number of rows that match the filter.
func (c *Client) count(ctx context.Context, set, key, filter string) (int, error) {
	n, err := odata.Count(ctx, c.api, set, key, filter)
	if err != nil {
		return 0, fmt.Errorf("counting rows of %s: %w", set, err)
	}
	return n, nil
}

// countLimit is how far Dataverse counts (Microsoft Learn, "Count rows using OData").
const countLimit = 5000

// DescribeOwned words counts for people: "3 accounts, 1 contacts".
func DescribeOwned(owned []OwnedCount) string {
	parts := make([]string, len(owned))
	for i, o := range owned {
		parts[i] = fmt.Sprintf("%d %s", o.Count, o.Set)
		if o.Count >= countLimit {
			parts[i] = fmt.Sprintf("%d or more %s", countLimit, o.Set)
		}
	}
	return strings.Join(parts, ", ")
}
