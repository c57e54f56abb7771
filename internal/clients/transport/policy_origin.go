// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package transport

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// originPolicy refuses every address that is not on the service's origin.
type originPolicy struct {
	service string
	origin  *url.URL
}

// Do checks the address before anything is sent.
func (p originPolicy) Do(req *policy.Request) (*http.Response, error) {
	if err := checkOrigin(p.service, p.origin, req.Raw().URL); err != nil {
		return nil, err
	}
	return req.Next()
}

func checkOrigin(service string, origin, target *url.URL) error {
	if SameOrigin(origin, target) {
		return nil
	}
	return &OriginError{Service: service, Origin: originOf(origin), Target: originOf(target)}
}

// SameOrigin compares scheme, host and port, where a scheme's own port is the same as none.
func SameOrigin(a, b *url.URL) bool {
	return a.User == nil && b.User == nil && strings.EqualFold(a.Scheme, b.Scheme) &&
		strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	switch strings.ToLower(u.Scheme) {
	case "https":
		return "443"
	case "http":
		return "80"
	default:
		return ""
	}
}

func originOf(u *url.URL) string { return u.Scheme + "://" + u.Host }
