// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"errors"
	"net/http"
	"testing"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// TestMayComeLater: what the same run may bring does not end a plan.
func TestMayComeLater(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err  error
		want bool
	}{
		"no error":           {nil, false},
		"another error":      {errors.New("the network"), false},
		"a refusal":          {&odata.Error{StatusCode: http.StatusBadRequest}, false},
		"no sign-in":         {&odata.Error{StatusCode: http.StatusUnauthorized}, true},
		"no right":           {&odata.Error{StatusCode: http.StatusForbidden}, true},
		"no company":         {&bc.CompanyNotFoundError{}, true},
		"no extension":       {&bc.CompanionError{}, true},
		"a gateway's status": {&odata.Error{StatusCode: http.StatusNotFound}, false},
	} {
		if got := mayComeLater(c.err); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

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
