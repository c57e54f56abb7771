// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"context"
	"net/http"
)

// Match is the header of a write to the version of an entity with the ETag: see [WriteLatest]. It also makes a PATCH an
// update and never an insert. An empty ETag, of a service that gives none, is that of any version.
func Match(etag string) http.Header {
	if etag == "" {
		return MatchAny()
	}
	return http.Header{"If-Match": {etag}}
}

// MatchAny is Match for an entity in whatever version it is.
func MatchAny() http.Header { return http.Header{"If-Match": {"*"}} }

// Update changes one entity in the version with the ETag, with a PATCH that never creates it. It may be sent again after a
// lost answer: if the first one was executed, the second meets another version.
func (c *Client) Update(ctx context.Context, path, etag string, body, out any) error {
	_, err := c.Do(ctx, Request{Method: http.MethodPatch, Path: path, Body: body, Header: Match(etag), Repeatable: true}, out)
	return err
}

// Delete deletes one entity in the version with the ETag. Whether "not found" is success is the caller's to say.
func (c *Client) Delete(ctx context.Context, path, etag string) error {
	_, err := c.Do(ctx, Request{Method: http.MethodDelete, Path: path, Header: Match(etag)}, nil)
	return err
}
