// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Ask sends a request below the Web API's root as it is, for experiments: whatever the service answers is the caller's to
// judge. Errors: those of [odata.Client.Do].
func (c *Client) Ask(ctx context.Context, r odata.Request, out any) error {
	_, err := c.api.Do(ctx, r, out)
	return err
}

// URL returns the absolute address of a path below the Web API's root, as @odata.id expects it.
func (c *Client) URL(path string) string { return c.api.URL(path) }
