// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

const salespeople = "salespeoplePurchasers"

// Salesperson is a salesperson or purchaser of a company.
// Source: page 30075 of the API app (APIV2) in microsoft/BCApps.
type Salesperson struct {
	// ID is the record's SystemId, which couplings refer to.
	ID string `json:"id"`
	// Code is the record's key, in upper case.
	Code string `json:"code"`
	// DisplayName is the person's name.
	DisplayName string `json:"displayName"`
	// Email is the person's e-mail address.
	Email string `json:"email"`
	// PhoneNo is the person's telephone number.
	PhoneNo string `json:"phoneNo"`
	// JobTitle is the person's job title.
	JobTitle string `json:"jobTitle"`
	// Blocked means that the person must not be used in new documents.
	Blocked bool `json:"blocked"`
}

func salespersonColumns() []string {
	return []string{"id", "code", "displayName", "email", "phoneNo", "jobTitle", "blocked"}
}

// SalespersonQuery selects salespeople; empty fields do not restrict.
type SalespersonQuery struct {
	// Code is compared in upper case, as Business Central keeps codes.
	Code string
	// Email is compared without regard to letter case.
	Email string
	// Blocked restricts to people who are blocked, or are not.
	Blocked *bool
}

func (q SalespersonQuery) filter() string {
	var terms []string
	if q.Code != "" {
		terms = append(terms, odata.AnyOf("code", odata.String, texts.Spellings(texts.Code(q.Code))))
	}
	if q.Email != "" {
		terms = append(terms, odata.Eq("tolower(email)", odata.String(strings.ToLower(q.Email))))
	}
	if q.Blocked != nil {
		terms = append(terms, odata.Eq("blocked", odata.Bool(*q.Blocked)))
	}
	return odata.And(terms...)
}

// Salespeople reads the company's salespeople that match q, by code.
func (c *Client) Salespeople(ctx context.Context, companyID string, q SalespersonQuery) ([]Salesperson, error) {
	rows, err := odata.List[Salesperson](ctx, c.standard, inCompany(companyID, salespeople),
		odata.Query{Select: salespersonColumns(), Filter: q.filter(), OrderBy: "code"})
	if err != nil {
		return nil, fmt.Errorf("listing the salespeople of company %s: %w", companyID, err)
	}
	return rows, nil
}

// Salesperson reads one salesperson by id; false if it does not exist.
func (c *Client) Salesperson(ctx context.Context, companyID, id string) (Salesperson, bool, error) {
	row, err := odata.Get[Salesperson](ctx, c.standard, inCompany(companyID, odata.Key(salespeople, id)), odata.Query{Select: salespersonColumns()})
	if odata.IsNotFound(err) && !odata.HasCode(err, codeCompanyNotFound) {
		return Salesperson{}, false, nil
	}
	if err != nil {
		return Salesperson{}, false, fmt.Errorf("reading salesperson %s: %w", id, err)
	}
	return row, true, nil
}

// SalespersonByCode reads one salesperson by code; false if it does not exist.
func (c *Client) SalespersonByCode(ctx context.Context, companyID, code string) (Salesperson, bool, error) {
	return firstOf(c.Salespeople(ctx, companyID, SalespersonQuery{Code: code}))
}
