// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// AuthorityHostError reports a credential that was not sent, because the authority's discovery document names an address
// that is not its own.
type AuthorityHostError struct {
	// Authority is the origin of the authority, Target that of the address.
	Authority, Target string
}

// Error says what was refused.
func (e *AuthorityHostError) Error() string {
	return fmt.Sprintf("the authority %s names %s as the address to send the credential to: it is sent over https and to the "+
		"authority's own hosts only", e.Authority, e.Target)
}

// Remedy says what to do.
func (e *AuthorityHostError) Remedy() string {
	return "Check endpoints.authority, and that nothing between this machine and the authority changes its answers."
}

// microsoftAuthorities returns the hosts of Microsoft Entra by cloud; within a cloud they stand for each other.
//
// Source: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud, and the aliases that the
// instance discovery of each cloud returns.
func microsoftAuthorities() [][]string {
	return [][]string{
		{"login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"},
		{"login.microsoftonline.us", "login.usgovcloudapi.net"},
		{"login.chinacloudapi.cn", "login.partner.microsoftonline.cn"},
	}
}

// checkTarget returns an *AuthorityHostError for an address that must not get the credential.
func checkTarget(authority *url.URL, custom bool, target *url.URL) error {
	if sameAuthority(authority, target) || !custom && target.Scheme == "https" && target.User == nil && alias(authority.Hostname(), target) {
		return nil
	}
	return &AuthorityHostError{Authority: authority.Scheme + "://" + authority.Host, Target: target.Scheme + "://" + target.Host}
}

// alias reports whether an address is another of Microsoft's hosts for the same authority. Regional hosts are below
// login.microsoft.com: https://learn.microsoft.com/entra/msal/dotnet/advanced/regional-endpoints (INFERENCE for the name).
func alias(authority string, target *url.URL) bool {
	host := strings.ToLower(target.Hostname())
	if port := target.Port(); port != "" && port != "443" {
		return false
	}
	for i, hosts := range microsoftAuthorities() {
		if !slices.Contains(hosts, strings.ToLower(authority)) {
			continue
		}
		return slices.Contains(hosts, host) || i == 0 && strings.HasSuffix(host, ".login.microsoft.com")
	}
	return false
}
