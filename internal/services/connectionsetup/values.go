// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"net"
	"net/url"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

// origin returns the scheme, host and port of an address in one spelling; ok is false when the text is not an https
// address without path, query and user.
func origin(text string) (string, bool) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || !strings.EqualFold(u.Scheme, "https") || u.Hostname() == "" || u.User != nil {
		return "", false
	}
	if strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", false
	}
	host := strings.ToLower(u.Hostname())
	if port := u.Port(); port != "" && port != "443" {
		host = net.JoinHostPort(host, port)
	}
	return "https://" + host, true
}

// sameOrigin reports whether two addresses are the same but for spelling.
func sameOrigin(a, b string) bool {
	left, ok := origin(a)
	if !ok {
		return strings.EqualFold(a, b)
	}
	right, _ := origin(b)
	return left == right
}

// sameClient reports whether two addresses open the same web client, in whatever company.
func sameClient(a, b string) bool {
	return bc.ParseWebClient(a).SameAs(bc.ParseWebClient(b))
}

// keep returns the value that stands already when it is equal to what the service shows, else what the service shows.
func keep(current types.String, remote string, equal func(a, b string) bool) types.String {
	if !current.IsNull() && !current.IsUnknown() && equal(current.ValueString(), remote) {
		return current
	}
	return types.StringValue(remote)
}

func nullable(text string) types.String {
	if text == "" {
		return types.StringNull()
	}
	return types.StringValue(text)
}
