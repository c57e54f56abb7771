// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package rules

import (
	"net/url"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// SameEnvironment reports whether two addresses refer to the same Dataverse environment: they have the same host
// and port, where all names of this machine are one host. Texts that are not addresses are compared ignoring case.
func SameEnvironment(a, b string) bool {
	left, failed := url.Parse(strings.TrimSpace(a))
	right, err := url.Parse(strings.TrimSpace(b))
	if failed != nil || err != nil {
		return strings.EqualFold(a, b)
	}
	return port(left) == port(right) && sameHost(left.Hostname(), right.Hostname())
}

func sameHost(a, b string) bool {
	return strings.EqualFold(a, b) || transport.IsLoopback(a) && transport.IsLoopback(b)
}

func port(u *url.URL) string {
	if u.Port() == "" {
		return "443"
	}
	return u.Port()
}
