// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

// currencyChecks look at the currencies of both sides.
func currencyChecks() []check {
	return []check{
		{"local_currency", "The company has a local currency", ofCompany, checkLocalCurrency},
		{"local_currency_in_dataverse", "Dataverse knows the company's local currency", ofCompany, checkLocalInDataverse},
		{"base_currency", "Business Central can convert the base currency of the environment", ofEnvironment, checkBaseCurrency},
	}
}

func checkLocalCurrency(ctx context.Context, f *facts) (outcome, error) {
	code, err := f.currency(ctx)
	if err != nil {
		return outcome{}, err
	}
	if code == "" {
		return fail("Fill in LCY Code on the page General Ledger Setup of the company.", "The company's general ledger setup has no local currency code.")
	}
	return pass("The local currency is %s.", code)
}

// local returns the local currency, which another check requires.
func (f *facts) local(ctx context.Context) (string, error) {
	code, err := f.currency(ctx)
	if err == nil && code == "" {
		err = unmet{"The company has no local currency."}
	}
	return code, err
}

func checkLocalInDataverse(ctx context.Context, f *facts) (outcome, error) {
	code, err := f.local(ctx)
	if err != nil {
		return outcome{}, err
	}
	currency, err := f.money(ctx, code)
	if err != nil {
		return outcome{}, err
	}
	if !currency.found {
		return fail("Add the currency "+code+" in Dataverse: Settings, Business, Currencies in the Power Platform admin center. Or correct LCY Code on the page General Ledger Setup of the company.",
			"Dataverse has no currency with the ISO code %s.", code)
	}
	return pass("%s is %s.", code, currency.it.Name)
}

func checkBaseCurrency(ctx context.Context, f *facts) (outcome, error) {
	dv, err := f.dv()
	if err != nil {
		return outcome{}, err
	}
	code, err := f.local(ctx)
	if odata.IsAhead(err) {
		_, _, _ = dv.BaseCurrency(ctx) // it does not depend on the company
	}
	if err != nil {
		return outcome{}, err
	}
	if currency, err := f.money(ctx, code); err != nil {
		return outcome{}, err
	} else if !currency.found {
		return skip("Dataverse does not know the local currency.")
	}
	client, err := f.bc()
	if err != nil {
		return outcome{}, err
	}
	base, err := rules.ReadBaseCurrency(ctx, dv, client, f.company, code)
	switch {
	case err != nil:
		return outcome{}, err
	case !base.Found:
		return fail("Let Microsoft's support look at the environment: every environment is made with a base currency.", "The Dataverse environment has no base currency.")
	case base.Local:
		return pass("The base currency %s is the local currency.", base.ISOCode)
	case !base.Convertible:
		return warn("Create the currency "+base.ISOCode+" and an exchange rate for it on the page Currencies in Business Central.",
			"The base currency of the Dataverse environment is %s, which the company does not know or has no exchange rate of: rates of currencies cannot be sent to Dataverse.", base.ISOCode)
	}
	return pass("The company has an exchange rate of %s.", base.ISOCode)
}
