// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"net/url"
	"path"
	"strings"

	"github.com/google/uuid"
)

// Place is an environment of Business Central in a tenant.
type Place struct {
	// Tenant is an id or a domain; it may be empty.
	Tenant string
	// Environment is the name of the environment; it may be empty.
	Environment string
}

// placeOf takes the root of an environment's API apart: …/v2.0/<tenant>/<environment>.
func placeOf(root *url.URL) Place {
	at := strings.TrimRight(root.Path, "/")
	return Place{Tenant: path.Base(path.Dir(at)), Environment: path.Base(at)}
}

// Place returns the environment that the client talks to.
func (c *Client) Place() Place { return c.place }

// Differs reports whether two places are surely not the same: where one of them does not say a part, or says it in
// another form, that part does not tell them apart.
func (p Place) Differs(other Place) bool {
	return p.Environment != "" && other.Environment != "" && !strings.EqualFold(p.Environment, other.Environment) ||
		uuid.Validate(p.Tenant) == nil && uuid.Validate(other.Tenant) == nil && !strings.EqualFold(p.Tenant, other.Tenant)
}

// Address is the web client's address of the place on the host of another address, for people to compare the two.
func (p Place) Address(like string) string {
	u, err := url.Parse(like)
	if err != nil || u.Host == "" {
		return p.Environment
	}
	return u.Scheme + "://" + u.Host + "/" + url.PathEscape(p.Tenant) + "/" + url.PathEscape(p.Environment)
}
