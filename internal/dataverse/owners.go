// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/odata"
)

// Values of account.customertypecode that the integration synchronizes.
// Source: https://learn.microsoft.com/dynamics365/developer/reference/entities/account
const (
	accountCustomer = 3
	accountVendor   = 11
)

// maxExcluded is how many owners a filter leaves out; more are left out after reading.
const maxExcluded = 100

// maxOwnedRows bounds how many rows are read to find owners when there are more than maxExcluded.
const maxOwnedRows = 5000

// UserOwnedRow is a row that a user owns.
type UserOwnedRow struct {
	// Set is the entity set, such as accounts.
	Set     string
	OwnerID string `json:"_owninguser_value"`
}

// RowsOfOtherUsers reads accounts and contacts that Business Central would synchronize into the company and that a user
// owns who is not among the owners, at most top of each table. The row companyRowID stands for the company; rows of no
// company count too (BCApps, codeunit CDS Setup Defaults).
func (c *Client) RowsOfOtherUsers(ctx context.Context, companyRowID string, owners []string, top int) ([]UserOwnedRow, error) {
	own := odata.Or(odata.Eq("_bcbi_companyid_value", odata.GUID(companyRowID)), odata.Eq("_bcbi_companyid_value", odata.Null()))
	var found []UserOwnedRow
	for _, table := range [][2]string{
		{"accounts", odata.In("customertypecode", odata.Int(accountCustomer), odata.Int(accountVendor))},
		{"contacts", odata.Ne("_parentcustomerid_value", odata.Null())},
	} {
		rows, err := c.rowsOfOthers(ctx, table[0], odata.And(odata.Eq("statecode", odata.Int(0)), own, table[1]), owners, top)
		if err != nil {
			return nil, err
		}
		found = append(found, rows...)
	}
	return found, nil
}

func (c *Client) rowsOfOthers(ctx context.Context, set, filter string, owners []string, top int) ([]UserOwnedRow, error) {
	terms := []string{filter, odata.Ne("_owninguser_value", odata.Null())}
	most := top
	if len(owners) > maxExcluded {
		most = maxOwnedRows
	} else {
		for _, owner := range owners {
			terms = append(terms, odata.Ne("_owninguser_value", odata.GUID(owner)))
		}
	}
	rows, err := odata.List[UserOwnedRow](ctx, c.api, set, odata.Query{Select: []string{"_owninguser_value"}, Filter: odata.And(terms...), Top: most})
	if err != nil {
		return nil, fmt.Errorf("looking for %s of users without a coupling: %w", set, err)
	}
	rows = slices.DeleteFunc(rows, func(r UserOwnedRow) bool {
		return slices.ContainsFunc(owners, func(owner string) bool { return strings.EqualFold(owner, r.OwnerID) })
	})
	for i := range rows {
		rows[i].Set = set
	}
	return rows[:min(len(rows), top)], nil
}

// HasAccounts reports whether the environment has an active account that Business Central would take for a customer, or
// for a vendor, of the company.
func (c *Client) HasAccounts(ctx context.Context, companyRowID string, vendors bool) (bool, error) {
	kind := accountCustomer
	if vendors {
		kind = accountVendor
	}
	type row struct {
		ID string `json:"accountid"`
	}
	_, found, err := odata.First[row](ctx, c.api, "accounts", odata.Query{Select: []string{"accountid"}, Filter: odata.And(
		odata.Eq("statecode", odata.Int(0)), odata.Eq("customertypecode", odata.Int(kind)),
		odata.Or(odata.Eq("_bcbi_companyid_value", odata.GUID(companyRowID)), odata.Eq("_bcbi_companyid_value", odata.Null())),
	)})
	if err != nil {
		return false, fmt.Errorf("looking for accounts: %w", err)
	}
	return found, nil
}

// WebClientAddresses returns the addresses by which Sales links to companies of Business Central (table nav_connection).
func (c *Client) WebClientAddresses(ctx context.Context) ([]string, error) {
	type row struct {
		Address string `json:"nav_dynamicsnavurl"`
	}
	rows, err := odata.List[row](ctx, c.api, "nav_connections", odata.Query{Select: []string{"nav_dynamicsnavurl"}})
	if err != nil {
		return nil, fmt.Errorf("reading the connections to Business Central: %w", err)
	}
	addresses := make([]string, len(rows))
	for i, row := range rows {
		addresses[i] = row.Address
	}
	return addresses, nil
}
