// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// The codes with which Business Central says 404.
// Sources: https://learn.microsoft.com/dynamics365/business-central/dev-itpro/webservices/dynamics-error-codes and, for
// NoEnvironment, the answers of real environments.
const (
	codeRecordNotFound  = "Internal_RecordNotFound"
	codeDataNotFound    = "Internal_DataNotFoundFilter"
	codeCompanyNotFound = "Internal_CompanyNotFound"
	// codeRouteNotFound and codeResourceNotFound say that the environment has no such API, or no such set in it.
	codeRouteNotFound    = "BadRequest_NotFound"
	codeResourceNotFound = "BadRequest_ResourceNotFound"
	codeNoEnvironment    = "NoEnvironment"
)

// isGone recognizes the service's own 404 for a row, or for the company that it was in.
func isGone(e *odata.Error) bool { return Absent(e.Code) }

// Absent reports whether a code says, in a 404, that a row or the company that it was in does not exist.
func Absent(code string) bool {
	return slices.ContainsFunc([]string{codeRecordNotFound, codeDataNotFound, codeCompanyNotFound}, func(known string) bool {
		return strings.EqualFold(known, code)
	})
}

// isNoRoute reports whether the environment does not serve the address: the extension that brings it is not installed.
func isNoRoute(err error) bool {
	return odata.IsStatus(err, http.StatusNotFound) && odata.HasCode(err, codeRouteNotFound, codeResourceNotFound)
}

// IsNoEnvironment reports whether an error says that the tenant has no environment of the configured name.
func IsNoEnvironment(err error) bool { return odata.HasCode(err, codeNoEnvironment) }

// CheckEnvironment returns an error that says so when there is no environment of the configured name. What the companion of a
// company answers shows it, and is asked of everything in the company anyway; without an id, as for a company that is not known
// yet, the environment is asked once. Any other refusal is no error here, because what is missing may be made by the same run.
func (c *Client) CheckEnvironment(ctx context.Context, companyID string) error {
	if companyID != "" {
		if _, err := c.Connector(ctx, companyID); IsNoEnvironment(err) {
			return err
		}
	}
	missing, err := c.environment.Get(ctx, requestCompanies, func(ctx context.Context) (error, error) {
		_, err := c.homeCompany(ctx)
		switch {
		case IsNoEnvironment(err):
			return err, nil
		case ctx.Err() != nil:
			return nil, err
		}
		return nil, nil
	})
	if err != nil {
		return fmt.Errorf("asking for the Business Central environment: %w", err)
	}
	return missing
}
