// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// update changes a row in the version with the ETag, see [odata.WriteLatest].
func (c *Client) update(ctx context.Context, path, etag string, body any) error {
	return versioned(etag, func(etag string) error { return c.api.Update(ctx, path, etag, body, nil) })
}

// delete deletes a row in the version with the ETag, see [odata.WriteLatest]. A row that is gone already is no error.
func (c *Client) delete(ctx context.Context, path, etag string) error {
	err := versioned(etag, func(etag string) error { return c.api.Delete(ctx, path, etag) })
	if odata.IsNotFound(err) {
		return nil
	}
	return err
}

// deleteGone is delete of a row that is not shown any more after it. Key is its column.
func (c *Client) deleteGone(ctx context.Context, path, key, etag string) error {
	if err := c.delete(ctx, path, etag); err != nil {
		return err
	}
	return c.api.Gone(ctx, path, key)
}

// versioned writes to a row in its version. Dataverse compares versions for all custom tables and for those of its own that
// can be synchronized offline; which of users, teams and business units those are is not documented, so that a table that
// refuses a version is written without one
// (https://learn.microsoft.com/power-apps/developer/data-platform/optimistic-concurrency).
func versioned(etag string, write func(etag string) error) error {
	err := write(etag)
	if odata.HasCode(err, codeWithoutVersions) {
		return write("")
	}
	return err
}
