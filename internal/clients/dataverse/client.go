// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package dataverse is a typed client of the Dataverse Web API, for what the integration with Business Central needs.
//
// It knows no Terraform types. Facts about the service come from Microsoft's Web API reference
// (https://learn.microsoft.com/power-apps/developer/data-platform/webapi/overview) and, where Business Central's
// expectations matter, from the base application's source in microsoft/BCApps.
package dataverse

import (
	"net/http"
	"net/url"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// apiPath is the Web API version that the client speaks.
const apiPath = "/api/data/v9.2/"

// Client talks to one Dataverse environment.
type Client struct {
	api    *odata.Client
	origin string
	scope  Scope
	run    bulk.Run
	shared *shared
	// definitions are names that the service was asked for.
	definitions definitions
	caller      bulk.Once[Caller]
}

// New returns a client of the environment at origin, such as https://contoso.crm4.dynamics.com. The scope is part of the
// keys of the rows that it creates.
func New(t *transport.Client, origin *url.URL, scope Scope) *Client {
	header := http.Header{}
	header.Set("Accept", "application/json")
	header.Set("OData-MaxVersion", "4.0")
	header.Set("OData-Version", "4.0")
	// What is read along with a row may otherwise come from a cache
	// (https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/join-tables).
	header.Set("If-None-Match", "null")
	// Role and membership changes are otherwise cached by the service for up to 30 seconds.
	header.Set("Consistency", "Strong")
	c := &Client{api: odata.New(t, origin.JoinPath(apiPath), header, isGone), origin: origin.String(), scope: scope, definitions: definitions{told: map[string]*bulk.Once[string]{}}}
	c.api.Remember(&c.run)
	c.shared = newShared(c, &c.run)
	return c
}

// Origin returns the environment's address without a path.
func (c *Client) Origin() string { return c.origin }
