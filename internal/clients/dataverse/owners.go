// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Values of account.customertypecode that the integration synchronizes.
// Source: https://learn.microsoft.com/dynamics365/developer/reference/entities/account
const (
	accountCustomer = 3
	accountVendor   = 11
)

// productSalesInventory is the value of product.producttypecode that stands for an item.
// Source: https://learn.microsoft.com/dynamics365/developer/reference/entities/product
const productSalesInventory = 1

// maxExcluded is how many owners a filter leaves out. When there are more, all rows that a user owns are read, in pages of
// thousands, and the owners left out afterwards.
const maxExcluded = 100

// UserOwnedRow is a row that a user owns.
type UserOwnedRow struct {
	// Set is the entity set, such as accounts.
	Set     string
	OwnerID string `json:"_owninguser_value"`
}

// RowsOfOtherUsers reads accounts, contacts and open opportunities that Business Central would synchronize into the company and that a user
// owns who is not among the owners, at most top of each table. The row companyRowID stands for the company; rows of no
// company count too (BCApps, codeunit CDS Setup Defaults).
func (c *Client) RowsOfOtherUsers(ctx context.Context, companyRowID string, owners []string, top int) ([]UserOwnedRow, error) {
	active, own := odata.Eq("statecode", odata.Int(0)), ofCompany(companyRowID)
	var found []UserOwnedRow
	var ahead error
	for _, table := range [][2]string{
		{"accounts", odata.And(active, own, odata.In("customertypecode", odata.Int(accountCustomer), odata.Int(accountVendor)))},
		{"contacts", odata.And(active, own, odata.Ne("_parentcustomerid_value", odata.Null()))},
		{"opportunities", odata.And(active, own)},
	} {
		rows, err := c.rowsOfOthers(ctx, table[0], table[1], owners, top)
		if odata.IsAhead(err) {
			ahead = err
			continue
		}
		if err != nil {
			return nil, err
		}
		found = append(found, rows...)
	}
	return found, ahead
}

// ofCompany selects the rows of the company and those of no company.
func ofCompany(companyRowID string) string {
	return odata.Or(odata.Eq("_bcbi_companyid_value", odata.GUID(companyRowID)), odata.Eq("_bcbi_companyid_value", odata.Null()))
}

func (c *Client) rowsOfOthers(ctx context.Context, set, filter string, owners []string, top int) ([]UserOwnedRow, error) {
	terms := []string{filter, odata.Ne("_owninguser_value", odata.Null())}
	most := 0
	if len(owners) <= maxExcluded {
		most = top
		for _, owner := range owners {
			terms = append(terms, odata.Ne("_owninguser_value", odata.GUID(owner)))
		}
	}
	rows, err := odata.List[UserOwnedRow](ctx, c.api, set, odata.Query{Select: []string{"_owninguser_value"}, Filter: odata.And(terms...), Top: most})
	if err != nil {
		return nil, fmt.Errorf("looking for %s of users without a coupling: %w", set, err)
	}
	known := map[string]bool{}
	for _, owner := range owners {
		known[strings.ToLower(owner)] = true
	}
	rows = slices.DeleteFunc(rows, func(r UserOwnedRow) bool { return known[strings.ToLower(r.OwnerID)] })
	for i := range rows {
		rows[i].Set = set
	}
	return rows[:min(len(rows), top)], nil
}

// SynchronizedTable is what Business Central takes from Dataverse for one of its tables.
type SynchronizedTable int

// The tables with mappings that may lack fields to match records by.
const (
	CustomerAccounts SynchronizedTable = iota
	VendorAccounts
	Contacts
	// Products belong to no company.
	Products
)

// query returns the entity set, its key and the filter of the mapping (BCApps, codeunits CDS Setup Defaults and CRM Setup
// Defaults). The filter own selects the company's rows.
func (t SynchronizedTable) query(own string) (set, key, filter string) {
	active := odata.Eq("statecode", odata.Int(0))
	switch t {
	case Contacts:
		return "contacts", "contactid", odata.And(active, odata.Ne("_parentcustomerid_value", odata.Null()), own)
	case Products:
		return "products", "productid", odata.Eq("producttypecode", odata.Int(productSalesInventory))
	case VendorAccounts:
		return "accounts", "accountid", odata.And(active, odata.Eq("customertypecode", odata.Int(accountVendor)), own)
	case CustomerAccounts:
	}
	return "accounts", "accountid", odata.And(active, odata.Eq("customertypecode", odata.Int(accountCustomer)), own)
}

// HasRows reports whether the environment has a row of the table that Business Central would take for the company.
func (c *Client) HasRows(ctx context.Context, companyRowID string, table SynchronizedTable) (bool, error) {
	set, key, filter := table.query(ofCompany(companyRowID))
	type row struct{}
	_, found, err := odata.First[row](ctx, c.api, set, odata.Query{Select: []string{key}, Filter: filter})
	if err != nil {
		return false, fmt.Errorf("looking for %s: %w", set, err)
	}
	return found, nil
}
