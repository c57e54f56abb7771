// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Ask sends a request below the standard API's root as it is, for experiments: whatever the service answers is the caller's
// to judge. Errors: those of [odata.Client.Do].
func (c *Client) Ask(ctx context.Context, r odata.Request, out any) error {
	_, err := c.standard.Do(ctx, r, out)
	return err
}
