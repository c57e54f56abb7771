// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"errors"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// What to do where the provider itself finds what is wrong.
const (
	remedyOwnUnit = "Use ownership_model = \"team\", or the company's own business unit: leave business_unit_id out of bcsales_dataverse_company and refer to the unit that it makes. If that unit was renamed, let its name end with the company's id in brackets again, in the Power Platform admin center."
	remedyRepeat  = "Remove the cause of the other error and run terraform apply again: it turns on what is configured as enabled."
)

// refused makes an error of Business Central a problem that says what was attempted, and whether the service refused it or
// did not answer. Problems and nil stay as they are.
func refused(attempt string, err error) error {
	var problem *framework.Problem
	var api *odata.Error
	if err == nil || errors.As(err, &problem) || !errors.As(err, &api) {
		return err
	}
	return &framework.Problem{Summary: summary(attempt, api.StatusCode), Err: err}
}

// summary calls only a client error a refusal: a server error says nothing about the request.
func summary(attempt string, status int) string {
	switch {
	case status == http.StatusBadGateway, status == http.StatusServiceUnavailable, status == http.StatusGatewayTimeout:
		return "Business Central did not answer the request to " + attempt
	case status >= http.StatusInternalServerError, status == http.StatusTooManyRequests:
		return "Business Central failed to " + attempt
	}
	return "Business Central refused to " + attempt
}
