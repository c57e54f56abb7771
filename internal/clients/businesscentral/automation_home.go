// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// codeEntityExists says that a row with the same primary key is there.
const codeEntityExists = "Internal_EntityWithSameKeyExists"

// IsExisting reports whether Business Central refused a row because another has its key.
func IsExisting(err error) bool { return odata.HasCode(err, codeEntityExists) }

// NoCompanyError reports that an environment has no company through which its automation API could be reached.
type NoCompanyError struct{}

// Error says what is missing.
func (*NoCompanyError) Error() string {
	return "the Business Central environment has no company, and its automation API is reached through one"
}

// requestCompanies names the request for a company through which the others go.
const requestCompanies = "GET companies at Business Central"

// anywhere calls f with a company of the environment. If the company is deleted in between, another one is used.
func (c *Client) anywhere(ctx context.Context, f func(companyID string) error) error {
	for attempt := 0; ; attempt++ {
		company, err := c.homeCompany(ctx)
		if err != nil {
			return err
		}
		if err = f(company); err == nil || attempt > 0 || !odata.HasCode(err, codeCompanyNotFound) {
			return err
		}
		c.leave(company)
	}
}

func (c *Client) homeCompany(ctx context.Context) (string, error) {
	id, err := c.home.Get(ctx, requestCompanies, func(ctx context.Context) (string, error) { return c.companyOtherThan(ctx, "") })
	if err != nil {
		return "", fmt.Errorf("looking for a company of the environment: %w", err)
	}
	return id, nil
}

// companyOtherThan returns a company that is not the given one.
func (c *Client) companyOtherThan(ctx context.Context, companyID string) (string, error) {
	rows, err := odata.List[Company](ctx, c.automation, "companies", odata.Query{Select: companyColumns(), Top: 2})
	if err != nil {
		return "", err
	}
	for _, row := range rows {
		if !strings.EqualFold(row.ID, companyID) {
			return row.ID, nil
		}
	}
	return "", &NoCompanyError{}
}

// leave forgets the company, which is gone or about to go.
func (c *Client) leave(companyID string) {
	c.home.Forget(func(id string) bool { return strings.EqualFold(id, companyID) })
}

// automationGet reads one row of a set of the environment; false if it does not exist.
func automationGet[T any](ctx context.Context, c *Client, path string, q odata.Query) (T, bool, error) {
	var row T
	err := c.anywhere(ctx, func(company string) (err error) {
		row, err = odata.Get[T](ctx, c.automation, inCompany(company, path), q)
		return err
	})
	if odata.HasCode(err, codeRecordNotFound) {
		return row, false, nil
	}
	return row, err == nil, err
}

// automationList reads rows of a set of the environment.
func automationList[T any](ctx context.Context, c *Client, path string, q odata.Query) ([]T, error) {
	var rows []T
	err := c.anywhere(ctx, func(company string) (err error) {
		rows, err = odata.List[T](ctx, c.automation, inCompany(company, path), q)
		return err
	})
	return rows, err
}

// automationDo sends a request to a set of the environment.
func automationDo(ctx context.Context, c *Client, r odata.Request, out any) error {
	path := r.Path
	return c.anywhere(ctx, func(company string) error {
		r.Path = inCompany(company, path)
		_, err := c.automation.Do(ctx, r, out)
		return err
	})
}

// IsNoCompany reports whether an error says that the environment has no other company.
func IsNoCompany(err error) bool {
	var none *NoCompanyError
	return errors.As(err, &none)
}
