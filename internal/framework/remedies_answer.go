// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"crypto/tls"
	"errors"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// answerRemedy is the remedy for a request that got no answer, or none that says anything; "" for any other error.
func answerRemedy(err error) string {
	var (
		header    *transport.HeaderError
		large     *transport.TooLargeError
		decode    *odata.DecodeError
		endless   *odata.EndlessListError
		api       *odata.Error
		still     *odata.StillThereError
		untrusted *tls.CertificateVerificationError
	)
	switch {
	case errors.As(err, &header):
		return "Remove line breaks and control characters from the values in the provider's configuration and in the files that it names."
	case errors.As(err, &decode):
		return "Nothing is concluded from such an answer, and what is in the state stays. Run the command again; if it happens again, check the service's address in the provider's configuration, and any proxy in between."
	case errors.As(err, &still):
		return "The object stays in the state. Look at it in the service, where something may hold it or have made it again, and at any proxy in between; then run the command again."
	case errors.As(err, &large), errors.As(err, &endless):
		return "The service does not send such answers: check its address in the provider's configuration, and any proxy in between."
	case errors.As(err, &api) && fails(api.StatusCode):
		return "The service could not do it now. Run terraform apply again later; if it stays so, give the request id to Microsoft's support."
	case errors.As(err, &untrusted):
		return "Check the service's address in the provider's configuration. If a proxy in between or the emulator answers with a certificate of its own, set ca_certificate_path to the certificate of its authority."
	case !errors.As(err, &api) && odata.Unreachable(err) != "":
		return "Check the service's address in the provider's configuration, and that it can be reached from here, directly or through the proxy that the environment names. Run terraform apply again when it answers."
	}
	return ""
}

// fails reports whether a status speaks of the service's own state and not of the request.
func fails(status int) bool {
	return status >= http.StatusInternalServerError || status == http.StatusRequestTimeout || status == http.StatusTooManyRequests
}
