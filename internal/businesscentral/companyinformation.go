// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/odata"
)

// CompanyInformation is what a company says about itself.
// Source: https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/resources/dynamics_companyinformation
type CompanyInformation struct {
	// DisplayName is the company's name on documents.
	DisplayName string `json:"displayName"`
	// CurrencyCode is the company's local currency ("LCY Code" of the general ledger setup).
	CurrencyCode string `json:"currencyCode"`
}

// CompanyInformation reads the company's information; false when the company has none, or does not exist.
func (c *Client) CompanyInformation(ctx context.Context, companyID string) (CompanyInformation, bool, error) {
	row, found, err := odata.First[CompanyInformation](ctx, c.standard, inCompany(companyID, "companyInformation"),
		odata.Query{Select: []string{"id", "displayName", "currencyCode"}})
	if odata.IsNotFound(err) {
		return CompanyInformation{}, false, nil
	}
	if err != nil {
		return CompanyInformation{}, false, fmt.Errorf("reading the company information of company %s: %w", companyID, err)
	}
	return row, found, nil
}
