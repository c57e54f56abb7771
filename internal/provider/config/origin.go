// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package config

import (
	"errors"
	"net/url"
	"strings"
)

// parseOrigin reads an https address that has neither path nor query nor credentials.
func parseOrigin(value string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(value))
	switch {
	case err != nil:
		return nil, errors.New("it is not an address")
	case u.Scheme == "http":
		return nil, errors.New("it must begin with https://")
	case u.Scheme != "https" || u.Hostname() == "":
		return nil, errors.New("it must be an address such as https://contoso.crm4.dynamics.com")
	case u.User != nil:
		return nil, errors.New("it must not contain a user name or a password")
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
		return nil, errors.New("it must end after the host, without a path: https://" + u.Host)
	}
	return &url.URL{Scheme: "https", Host: strings.ToLower(u.Host)}, nil
}
