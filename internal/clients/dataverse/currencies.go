// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Currency is a currency of the environment (table transactioncurrency).
type Currency struct {
	ID      string `json:"transactioncurrencyid"`
	ISOCode string `json:"isocurrencycode"`
	Name    string `json:"currencyname"`
}

func currencyColumns() []string {
	return []string{"transactioncurrencyid", "isocurrencycode", "currencyname"}
}

// CurrencyByISOCode finds the currency with an ISO 4217 code; found is false if it does not exist.
func (c *Client) CurrencyByISOCode(ctx context.Context, code string) (Currency, bool, error) {
	currency, found, err := odata.First[Currency](ctx, c.api, "transactioncurrencies", odata.Query{
		Select: currencyColumns(), Filter: odata.Eq("isocurrencycode", odata.String(code)),
	})
	if err != nil {
		return Currency{}, false, fmt.Errorf("looking for the currency %s in Dataverse: %w", code, err)
	}
	return currency, found, nil
}

// BaseCurrency reads the environment's base currency; found is false when the organization names none.
func (c *Client) BaseCurrency(ctx context.Context) (Currency, bool, error) {
	type organization struct {
		BaseCurrencyID string `json:"_basecurrencyid_value"`
	}
	row, found, err := odata.First[organization](ctx, c.api, "organizations", odata.Query{Select: []string{"organizationid", "_basecurrencyid_value"}})
	if err != nil {
		return Currency{}, false, fmt.Errorf("reading the organization: %w", err)
	}
	if !found || row.BaseCurrencyID == "" {
		return Currency{}, false, nil
	}
	currency, err := odata.Get[Currency](ctx, c.api, odata.Key("transactioncurrencies", row.BaseCurrencyID), odata.Query{Select: currencyColumns()})
	if odata.IsNotFound(err) {
		return Currency{}, false, nil
	}
	if err != nil {
		return Currency{}, false, fmt.Errorf("reading the base currency: %w", err)
	}
	return currency, true, nil
}
