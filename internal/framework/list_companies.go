// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"iter"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// CompanyFilter is embedded in the arguments of lists of what belongs to a company.
type CompanyFilter struct {
	CompanyID customtypes.GUIDValue `tfsdk:"company_id"`
}

// Each yields what find yields in the company, or in every company of the environment.
func (f CompanyFilter) Each(ctx context.Context, client *businesscentral.Client, find func(company businesscentral.Company) iter.Seq2[Listed, error]) iter.Seq2[Listed, error] {
	return func(yield func(Listed, error) bool) {
		companies, err := f.companies(ctx, client)
		if err != nil {
			yield(Listed{}, err)
			return
		}
		for _, company := range companies {
			company.ID = strings.ToLower(company.ID)
			for found, err := range find(company) {
				if !yield(found, err) || err != nil {
					return
				}
			}
		}
	}
}

// EachOne yields the company, or every company of the environment, that has what a company has once. The name says what.
func (f CompanyFilter) EachOne(ctx context.Context, client *businesscentral.Client, name string, has func(company businesscentral.Company) (bool, error)) iter.Seq2[Listed, error] {
	return f.Each(ctx, client, func(company businesscentral.Company) iter.Seq2[Listed, error] {
		return func(yield func(Listed, error) bool) {
			is, err := has(company)
			if is || err != nil {
				yield(Listed{ID: company.ID, Name: company.Name + ": " + name}, err)
			}
		}
	})
}

func (f CompanyFilter) companies(ctx context.Context, client *businesscentral.Client) ([]businesscentral.Company, error) {
	id := f.CompanyID.Canonical()
	if id == "" {
		return client.Companies(ctx, businesscentral.CompanyQuery{})
	}
	company, found, err := client.Company(ctx, id)
	if err == nil && !found {
		err = noCompany(id)
	}
	return []businesscentral.Company{company}, err
}

// Found yields rows as the objects that of makes of them; false leaves a row out.
func Found[T any](rows iter.Seq2[T, error], of func(row T) (Listed, bool)) iter.Seq2[Listed, error] {
	return func(yield func(Listed, error) bool) {
		for row, err := range rows {
			if err != nil {
				yield(Listed{}, err)
				return
			}
			if found, is := of(row); is && !yield(found, nil) {
				return
			}
		}
	}
}

// Rows yields what a client reads as a whole.
func Rows[T any](rows []T, err error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if err != nil {
			var none T
			yield(none, err)
			return
		}
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}
