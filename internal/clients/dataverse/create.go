// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"net/http"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// createWithKey inserts a row whose id the client chose, so that repeating the request is safe. A row with exactly that
// id was made by an earlier attempt, also one of an earlier run, and is taken up.
func (c *Client) createWithKey(ctx context.Context, set, id string, body map[string]any) error {
	_, err := c.api.Do(ctx, odata.Request{Method: http.MethodPost, Path: set, Body: body, Repeatable: true}, nil)
	if !odata.HasCode(err, codeDuplicateRecord) {
		return err
	}
	if _, readErr := odata.Get[struct{}](ctx, c.api, odata.Key(set, id), odata.Query{Select: []string{"createdon"}}); readErr == nil {
		return nil
	}
	return err
}

func bind(set, id string) string { return "/" + odata.Key(set, id) }
