// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package odata

import (
	"context"
	"fmt"
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

// Delete deletes one entity in the version with the ETag. Whether it is gone afterwards is for [Client.Gone] to see; whether "not
// found" is success is for the caller to decide.
func (c *Client) Delete(ctx context.Context, path, etag string) error {
	_, err := c.Do(ctx, Request{Method: http.MethodDelete, Path: path, Header: Match(etag)}, nil)
	return err
}

// Gone returns a [StillThereError] while the service shows the entity that it was asked to delete. Key is a column to read of it.
func (c *Client) Gone(ctx context.Context, path, key string) error {
	_, err := Get[map[string]any](ctx, c, path, Query{Select: []string{key}})
	if IsNotFound(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("looking whether %s is gone: %w", path, err)
	}
	return c.StillThere(path)
}

// StillThere is the error of an entity, or of an association, that the service shows although it answered its removal with success or "not found".
func (c *Client) StillThere(path string) *StillThereError {
	return &StillThereError{Service: c.Service(), Path: path}
}

// StillThereError says that the service still shows what it was asked to remove, although it answered that this was done, or not found. An
// answer without a row says nothing of what was done, and what is forgotten here would be nobody's: access, for example.
type StillThereError struct {
	// Service and Path name the request.
	Service, Path string
}

// Error names the request.
func (e *StillThereError) Error() string {
	return fmt.Sprintf("%s answered DELETE %s as if that were gone, and still shows it", e.Service, e.Path)
}
