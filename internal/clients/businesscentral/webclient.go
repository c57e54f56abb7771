// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/url"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// WebClient is the address of Business Central's web client as a Sales connection setup and the rows of nav_connection
// hold it, taken apart into the client and the company that it opens.
//
// The base application appends the parameter to an address that names no company, and encodes only blanks and what is not
// ASCII in the name (BCApps, codeunit CRM Integration Management, SetCRMNAVConnectionUrl: HttpUtility.UrlPathEncode). So
// "&", "?", "#", "=", "+" and "%" of a name stand in the address as they are, and the name reaches to the end. GetUrl, and
// people, encode these characters as well.
type WebClient struct {
	// Address is what comes before the company.
	Address string
	// Company is the company's name as it is encoded in the address; empty when the address names none.
	Company string
}

// ParseWebClient takes an address apart. What follows the name of the company belongs to it.
func ParseWebClient(text string) WebClient {
	text = strings.TrimSpace(text)
	const parameter = "company="
	for i := range len(text) - len(parameter) {
		if (text[i] == '?' || text[i] == '&') && strings.EqualFold(text[i+1:i+1+len(parameter)], parameter) {
			return WebClient{Address: text[:i], Company: text[i+1+len(parameter):]}
		}
	}
	return WebClient{Address: strings.TrimSuffix(text, "?"+parameter)}
}

// SameAs reports whether two addresses are those of the same web client, in whatever company.
func (w WebClient) SameAs(other WebClient) bool {
	return strings.EqualFold(strings.TrimRight(w.Address, "/"), strings.TrimRight(other.Address, "/"))
}

// Opens reports whether the address names the company, in any of the spellings that Business Central writes and reads.
func (w WebClient) Opens(company string) bool {
	escaped := strings.ReplaceAll(url.QueryEscape(company), "+", "%20")
	named := strings.TrimSpace(w.Company)
	return slices.ContainsFunc([]string{company, escaped, pathEncode(company), strings.ReplaceAll(pathEncode(company), "&", "%26")},
		func(spelling string) bool { return strings.EqualFold(strings.TrimSpace(spelling), named) }) || strings.EqualFold(w.Name(), company)
}

// Name returns the name of the company as the web client reads it; empty when the address names none.
func (w WebClient) Name() string { return decoded(strings.TrimSpace(w.Company)) }

// Place returns the environment that the address names: https://businesscentral.dynamics.com/<tenant>/<environment>, where
// either may be left out (https://learn.microsoft.com/dynamics365/business-central/dev-itpro/developer/devenv-web-client-urls).
func (w WebClient) Place() Place {
	u, err := url.Parse(w.Address)
	if err != nil {
		return Place{}
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	switch n := len(parts); {
	case n > 1:
		return Place{Tenant: parts[n-2], Environment: parts[n-1]}
	case strings.Contains(parts[0], ".") || uuid.Validate(parts[0]) == nil: // a tenant without its environment
		return Place{Tenant: parts[0]}
	default:
		return Place{Environment: parts[0]}
	}
}

// pathEncode encodes what .NET's HttpUtility.UrlPathEncode does in a name: blanks, control characters and the bytes of
// characters outside ASCII.
func pathEncode(name string) string {
	const hex = "0123456789abcdef"
	var b strings.Builder
	for i := range len(name) {
		if c := name[i]; c <= ' ' || c >= 0x7f {
			b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// decoded returns the name that a web client reads; a name with a lone percent sign is not encoded.
func decoded(name string) string {
	text, err := url.PathUnescape(name)
	if err != nil {
		return name
	}
	return text
}
