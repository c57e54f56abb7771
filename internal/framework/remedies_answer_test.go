// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/auth"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// TestAnswersHaveARemedy: whatever becomes of a request, the diagnostic ends with what to do.
func TestAnswersHaveARemedy(t *testing.T) {
	t.Parallel()
	answered := func(service string, status int, code, message string) error {
		return &odata.Error{Service: service, Method: http.MethodGet, Path: "x", StatusCode: status, Code: code, Message: message}
	}
	call := func(err error) error {
		return &transport.CallError{Service: "Dataverse", Method: http.MethodGet, Path: "/x", Err: err}
	}
	for name, test := range map[string]struct {
		err  error
		want string
	}{
		"not understood":        {&odata.DecodeError{Service: "Dataverse", Method: http.MethodGet, Path: "x", Err: errors.New("it is no list")}, "Nothing is concluded"},
		"too large":             {call(&transport.TooLargeError{Service: "Dataverse", Limit: 1}), "does not send such answers"},
		"endless":               {&odata.EndlessListError{Service: "Dataverse", Path: "x"}, "does not send such answers"},
		"a header":              {call(&transport.HeaderError{Name: "X"}), "Remove line breaks"},
		"a failure":             {answered("Dataverse", 500, "0x80040216", "No."), "Run terraform apply again later"},
		"408":                   {answered("Business Central", 408, "x", "No."), "Run terraform apply again later"},
		"429, of no known code": {answered("Business Central", 429, "x", "No."), "Run terraform apply again later"},
		"503, of no known code": {answered("Business Central", 503, "x", "No."), "Run terraform apply again later"},
		"429":                   {answered("Dataverse", 429, "0x80072322", "No."), ""},
		"no connection":         {&transport.GaveUpError{Service: "Dataverse", Method: http.MethodGet, Path: "/x", Attempts: 6, LastErr: errors.New("refused")}, "can be reached from here"},
		"no trust":              {call(&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}), "set ca_certificate_path"},
		"no trust of the token": {&transport.TokenError{Service: "Dataverse", Err: &auth.NoAnswerError{Err: &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}}}, "set ca_certificate_path"},
		"a conflict":            {answered("Microsoft Graph", 409, "Directory_ConcurrencyViolation", "No."), "Wait a minute"},
		"an updated page":       {answered("Business Central", 400, "Unknown", "Sorry, we just updated this page. Reopen it, and try again."), "Wait until updates"},
		"a wrong environment":   {answered("Business Central", 404, "NoEnvironment", "No."), "Check business_central_environment"},
		"a foreign 404":         {answered("Business Central", 404, "404", "No."), "not an answer of the service itself"},
		"the end of the time":   {call(&transport.EndedError{Waiting: "its answer", Err: context.DeadlineExceeded}), "timeouts"},
		"another refusal":       {answered("Dataverse", 400, "0x1", "No."), "Correct what the service names"},
		"what is not a request": {errors.New("x"), "none"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var diags diag.Diagnostics
			framework.AddError(&diags, "try", framework.Permissions{}, fmt.Errorf("trying: %w", test.err))
			_, remedy, found := strings.Cut(diags[0].Detail(), "What to do: ")
			if found == (test.want == "none") || found && !strings.Contains(remedy, test.want) {
				t.Errorf("got %q, want %q", remedy, test.want)
			}
		})
	}
}
