// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package graph is a typed client of the few Microsoft Graph calls that the provider needs.
//
// It knows no Terraform types. Facts about the service come from https://learn.microsoft.com/graph/api/overview.
package graph

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
)

// Client talks to Microsoft Graph.
type Client struct {
	api      *odata.Client
	run      bulk.Run
	accounts *bulk.Reader[string, Account]
	skus     *bulk.Reader[string, []SKU]
}

// New returns a client of Graph at root, such as https://graph.microsoft.com/v1.0.
func New(t *transport.Client, root *url.URL) *Client {
	header := http.Header{}
	header.Set("Accept", "application/json")
	c := &Client{}
	c.api = odata.New(t, root, header, isGone).Remember(&c.run)
	c.accounts, c.skus = bulk.New(c.accountSource()), bulk.New(c.skuSource())
	return c
}

// codeNotFound is Graph's code for an object of the directory that does not exist.
// Source: https://learn.microsoft.com/graph/resolve-auth-errors and the reference of each call.
const codeNotFound = "Request_ResourceNotFound"

func isGone(e *odata.Error) bool { return Absent(e.Code) }

// Absent reports whether a code says, in a 404, that an object does not exist.
func Absent(code string) bool { return strings.EqualFold(code, codeNotFound) }
