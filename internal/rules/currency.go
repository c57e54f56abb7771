// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package rules

import (
	"context"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
)

// BaseCurrency is the base currency of a Dataverse environment, as a company sees it.
type BaseCurrency struct {
	ISOCode string
	// Found is false if the environment has none.
	Found bool
	// Local reports whether it is the company's local currency.
	Local bool
	// Convertible reports whether the company can convert it: it is the local currency, or has an exchange rate.
	Convertible bool
}

// ReadBaseCurrency reads the base currency, and whether the company with the local currency can convert it.
func ReadBaseCurrency(ctx context.Context, dv *dataverse.Client, client *bc.Client, companyID, local string) (BaseCurrency, error) {
	currency, found, err := dv.BaseCurrency(ctx)
	if err != nil || !found {
		return BaseCurrency{}, err
	}
	base := BaseCurrency{ISOCode: currency.ISOCode, Found: true}
	if strings.EqualFold(currency.ISOCode, local) {
		base.Local, base.Convertible = true, true
		return base, nil
	}
	base.Convertible, err = client.HasExchangeRate(ctx, companyID, currency.ISOCode)
	return base, err
}
