// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"errors"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// noCompany says that the company does not exist, which a check of its own reports.
const noCompany = "The company does not exist."

func (f *facts) readCompany(ctx context.Context) (bc.Company, error) {
	client, err := f.bc()
	if err != nil {
		return bc.Company{}, err
	}
	company, found, err := client.Company(ctx, f.company)
	if err == nil && !found {
		err = unmet{noCompany}
	}
	return company, err
}

// companyUnknown reports whether Business Central says that there is no such company.
func (f *facts) companyUnknown(ctx context.Context) (unmet, bool) {
	_, err := f.companyNamed(ctx)
	none, is := errors.AsType[unmet](err)
	return none, is && none.why == noCompany
}

func (f *facts) readCouplings(ctx context.Context) ([]bc.RecordCoupling, error) {
	if _, err := f.connector(ctx); err != nil {
		return nil, err
	}
	client, err := f.bc()
	if err != nil {
		return nil, err
	}
	return client.SharedRecordCouplings(ctx, f.company, bc.TableSalesperson)
}

func (f *facts) readSalespeople(ctx context.Context) ([]bc.Salesperson, error) {
	return ofExisting(ctx, f, func(client *bc.Client) ([]bc.Salesperson, error) {
		return client.Salespeople(ctx, f.company, bc.SalespersonQuery{})
	})
}

func (f *facts) readCurrency(ctx context.Context) (string, error) {
	return ofExisting(ctx, f, func(client *bc.Client) (string, error) {
		information, _, err := client.CompanyInformation(ctx, f.company)
		return information.CurrencyCode, err
	})
}

// ofExisting reads something of the company, if that exists. What is read ahead does not wait for the answer to that.
func ofExisting[T any](ctx context.Context, f *facts, read func(client *bc.Client) (T, error)) (T, error) {
	var none T
	client, err := f.bc()
	if err != nil {
		return none, err
	}
	if _, err := f.companyNamed(ctx); err != nil && !odata.IsAhead(err) {
		return none, err
	}
	return read(client)
}
