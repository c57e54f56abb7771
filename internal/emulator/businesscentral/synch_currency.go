// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"cmp"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/store"
)

// currency completes a row of a currency: the rate to Dataverse's base currency, which must be known, and the code where it
// has no symbol (UpdateCRMTransactionCurrencyAfterTransferRecordFields, SetDefaultSymbolOnCRMTransactioncurrencyIfEmpty).
func (r *synchRun) currency(record, changes store.Row) error {
	if r.m.Table != tableCurrency {
		return nil
	}
	code := record.String("code")
	rate, ok := r.co.rateToBase(code)
	if !ok {
		return refusal(sprintf(textNoExchangeRate, code))
	}
	changes["exchangerate"] = rate
	changes["currencysymbol"] = cmp.Or(record.String("symbol"), code)
	return nil
}

// rateToBase follows GetCRMLCYToFCYExchangeRate.
func (co company) rateToBase(code string) (any, bool) {
	base, _ := co.dataverse().baseCurrency()
	iso, local := base.String("isocurrencycode"), co.localCurrency()
	switch {
	case strings.EqualFold(code, iso):
		return int64(1), true
	case strings.EqualFold(iso, local):
		return co.exchangeRate(code)
	}
	ofBase, ok := co.factor(iso)
	if !ok {
		return nil, false
	}
	if strings.EqualFold(code, local) {
		return 1 / ofBase, true
	}
	ofCode, ok := co.factor(code)
	return ofCode / ofBase, ok
}

// factor is how much of a currency the local currency's unit is worth.
func (co company) factor(code string) (float64, bool) {
	rate, ok := co.exchangeRate(code)
	if !ok {
		return 0, false
	}
	switch n := rate.(type) {
	case float64:
		return n, n != 0
	case int64:
		return float64(n), n != 0
	}
	return 0, false
}
