// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
)

// maxUnconnected bounds the attempts to reach a service that accepts no connection: about half a minute, since an
// address that is wrong should not look like a service that is slow.
const maxUnconnected = 6

// retryableError reports whether one more attempt is safe and makes sense after an error.
func retryableError(c *call, err error) bool {
	if IsFinal(err) {
		return false
	}
	if !c.connected {
		return true
	}
	return c.repeatable
}

// IsFinal names the errors that the next attempt would meet again.
func IsFinal(err error) bool {
	var (
		origin      *OriginError
		token       *TokenError
		large       *TooLargeError
		certificate *tls.CertificateVerificationError
		record      tls.RecordHeaderError
		name        *net.DNSError
		header      *HeaderError
	)
	switch {
	case errors.As(err, &origin), errors.As(err, &token), errors.As(err, &large),
		errors.As(err, &certificate), errors.As(err, &record), errors.As(err, &header):
		return true
	case errors.As(err, &name) && name.IsNotFound:
		return true
	default:
		return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
	}
}
