// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"context"
	"net/http"
)

// MatchAny is the header that makes a PATCH an update and never an insert.
func MatchAny() http.Header { return http.Header{"If-Match": {"*"}} }

// Update changes one entity with a PATCH that never creates it.
func (c *Client) Update(ctx context.Context, path string, body, out any) error {
	_, err := c.Do(ctx, Request{Method: http.MethodPatch, Path: path, Body: body, Header: MatchAny()}, out)
	return err
}

// Delete deletes one entity or link. Whether "not found" is success is the caller's to say.
func (c *Client) Delete(ctx context.Context, path string) error {
	_, err := c.Do(ctx, Request{Method: http.MethodDelete, Path: path}, nil)
	return err
}
