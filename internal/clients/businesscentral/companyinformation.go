// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
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

// HasExchangeRate reports whether the company knows the currency and has an exchange rate of it.
func (c *Client) HasExchangeRate(ctx context.Context, companyID, code string) (bool, error) {
	type row struct {
		ID string `json:"id"`
	}
	_, found, err := odata.First[row](ctx, c.standard, inCompany(companyID, "currencies"),
		odata.Query{Select: []string{"id", "code"}, Filter: odata.Eq("code", odata.String(code))})
	if err != nil || !found {
		return false, wrapf(err, "looking for the currency %s of company %s", code, companyID)
	}
	_, found, err = odata.First[row](ctx, c.standard, inCompany(companyID, "currencyExchangeRates"),
		odata.Query{Select: []string{"id", "currencyCode"}, Filter: odata.Eq("currencyCode", odata.String(code))})
	if isNoRoute(err) {
		return false, nil
	}
	return found, wrapf(err, "looking for exchange rates of the currency %s of company %s", code, companyID)
}

func wrapf(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
