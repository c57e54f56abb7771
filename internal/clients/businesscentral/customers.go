// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Customer holds the columns of a customer that the provider uses.
// Source: https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/resources/dynamics_customer
type Customer struct {
	Number          string `json:"number"`
	SalespersonCode string `json:"salespersonCode"`
}

// CustomersOfSalespeople reads customers that name one of the salespeople: for a few salespeople at most top customers,
// for more of them all customers that name anybody, because a filter cannot name them all.
func (c *Client) CustomersOfSalespeople(ctx context.Context, companyID string, codes []string, top int) ([]Customer, error) {
	query := odata.Query{Select: []string{"number", "salespersonCode"}, Filter: odata.Ne("salespersonCode", odata.String("")), OrderBy: "number"}
	switch {
	case len(codes) == 0:
		return nil, nil
	case len(codes) <= sharedKeys:
		query.Filter, query.Top = odata.AnyOf("salespersonCode", odata.String, codes), top
	}
	rows, err := odata.List[Customer](ctx, c.standard, inCompany(companyID, "customers"), query)
	if err != nil {
		return nil, fmt.Errorf("looking for the salespeople's customers in company %s: %w", companyID, err)
	}
	wanted := map[string]bool{}
	for _, code := range codes {
		wanted[strings.ToUpper(code)] = true
	}
	return slices.DeleteFunc(rows, func(row Customer) bool { return !wanted[strings.ToUpper(row.SalespersonCode)] }), nil
}

// NamedRecord is a record of the standard API with what names it to people.
type NamedRecord struct {
	ID     string `json:"id"`
	Number string `json:"number"`
	Name   string `json:"displayName"`
}

// NamedRecords reads the records of a set of the standard API that has numbers and names: customers, vendors, contacts, items.
func (c *Client) NamedRecords(ctx context.Context, companyID, set string) ([]NamedRecord, error) {
	rows, err := odata.List[NamedRecord](ctx, c.standard, inCompany(companyID, set), odata.Query{Select: []string{"id", "number", "displayName"}, OrderBy: "number"})
	if err != nil {
		return nil, fmt.Errorf("reading %s of company %s: %w", set, companyID, err)
	}
	return rows, nil
}

// HasRecords reports whether a set of the standard API, such as customers, has a record in the company.
func (c *Client) HasRecords(ctx context.Context, companyID, set string) (bool, error) {
	type row struct {
		ID string `json:"id"`
	}
	_, found, err := odata.First[row](ctx, c.standard, inCompany(companyID, set), odata.Query{Select: []string{"id"}})
	if err != nil {
		return false, fmt.Errorf("looking for %s in company %s: %w", set, companyID, err)
	}
	return found, nil
}
