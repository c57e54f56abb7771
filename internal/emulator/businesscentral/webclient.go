// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/url"
	"strings"
)

// companyParameter is how the base application adds the company to an address of the web client; the name follows,
// up to the end of the address (BCApps, codeunit CRM Integration Management, CompanyParameterTok).
const companyParameter = "?company="

// webClientURL is GetUrl(ClientType::Web), which writes %26 for an ampersand in the company's name (ALAppExtensions issue
// 466). That it encodes the other reserved characters too is an inference.
func (co company) webClientURL() string {
	return "https://businesscentral.dynamics.com/" + co.world.Config.TenantID + "/" +
		url.PathEscape(co.world.Config.Environment) + companyParameter + escaped(co.name)
}

// escaped encodes all reserved characters of a name.
func escaped(name string) string { return strings.ReplaceAll(url.QueryEscape(name), "+", "%20") }

// baseOf is an address without the company, whose name extends to the end whatever it contains
// (codeunit "BCS Nav Connection Mgt.", BaseOf).
func baseOf(address string) string {
	if i := strings.Index(strings.ToLower(address), companyParameter); i >= 0 {
		address = address[:i]
	}
	return strings.TrimRight(strings.TrimSpace(address), "/")
}

func sameBase(a, b string) bool { return strings.EqualFold(baseOf(a), baseOf(b)) }

// urlPathEncode is HttpUtility.UrlPathEncode of .NET: up to the first "?" or "#" it encodes spaces, control
// characters and the bytes of characters outside ASCII, in lower-case hexadecimal; the rest is unchanged.
func urlPathEncode(name string) string {
	end := strings.IndexAny(name, "?#")
	if end < 0 {
		end = len(name)
	}
	const hex = "0123456789abcdef"
	var b strings.Builder
	for i := range end {
		if c := name[i]; c <= ' ' || c >= 0x7f {
			b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String() + name[end:]
}
