// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Company is a company of an environment.
// Source: https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/resources/dynamics_company
type Company struct {
	// ID is the company's SystemId.
	ID string `json:"id"`
	// Name is the company's key, at most 30 characters.
	Name string `json:"name"`
	// DisplayName is what people see.
	DisplayName string `json:"displayName"`
	// BusinessProfileID is the id of the business profile that the company is linked to.
	BusinessProfileID string `json:"businessProfileId"`
}

func companyColumns() []string { return []string{"id", "name", "displayName", "businessProfileId"} }

// CompanyQuery selects companies; empty fields do not restrict.
type CompanyQuery struct {
	Name, DisplayName string
}

func (q CompanyQuery) filter() string {
	var terms []string
	if q.Name != "" {
		terms = append(terms, odata.Eq("name", odata.String(q.Name)))
	}
	if q.DisplayName != "" {
		terms = append(terms, odata.Eq("displayName", odata.String(q.DisplayName)))
	}
	return odata.And(terms...)
}

// Companies reads the companies that match q.
func (c *Client) Companies(ctx context.Context, q CompanyQuery) ([]Company, error) {
	rows, err := odata.List[Company](ctx, c.standard, "companies", odata.Query{Select: companyColumns(), Filter: q.filter()})
	if err != nil {
		return nil, fmt.Errorf("listing companies: %w", err)
	}
	return rows, nil
}

// SharedCompanies reads all companies, as the resources of a run share them.
func (c *Client) SharedCompanies(ctx context.Context) ([]Company, error) {
	rows, _, err := c.shared.companyList.Get(ctx, struct{}{})
	return rows, err
}

func (c *Client) companyListSource() bulk.Source[struct{}, []Company] {
	return bulk.Source[struct{}, []Company]{
		Request: "GET companies at Business Central",
		MaxKeys: 1, Run: &c.run,
		Some: func(ctx context.Context, _ []struct{}) (map[struct{}][]Company, error) {
			rows, err := c.Companies(ctx, CompanyQuery{})
			return map[struct{}][]Company{{}: rows}, err
		},
	}
}

// Company reads one company; false if it does not exist.
func (c *Client) Company(ctx context.Context, id string) (Company, bool, error) {
	row, err := odata.Get[Company](ctx, c.standard, odata.Key("companies", id), odata.Query{Select: companyColumns()})
	if odata.IsNotFound(err) {
		return Company{}, false, nil
	}
	if err != nil {
		return Company{}, false, fmt.Errorf("reading company %s: %w", id, err)
	}
	return row, true, nil
}
