// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"errors"
	"net/http"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// TestRefused calls an error a refusal only when the service decided about the request.
func TestRefused(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{
		http.StatusBadRequest:          "Business Central refused to test it",
		http.StatusForbidden:           "Business Central refused to test it",
		http.StatusTooManyRequests:     "Business Central failed to test it",
		http.StatusInternalServerError: "Business Central failed to test it",
		http.StatusBadGateway:          "Business Central did not answer the request to test it",
		http.StatusServiceUnavailable:  "Business Central did not answer the request to test it",
		http.StatusGatewayTimeout:      "Business Central did not answer the request to test it",
	} {
		cause := &odata.Error{StatusCode: status}
		problem, ok := errors.AsType[*framework.Problem](refused("test it", cause))
		if !ok || problem.Summary != want || !errors.Is(problem, cause) {
			t.Errorf("status %d: got %+v, want the summary %q and the cause", status, problem, want)
		}
	}
}
