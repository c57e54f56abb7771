// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// sharedKeys is how many values Graph allows in one "in" (https://learn.microsoft.com/graph/filter-query-parameter).
const sharedKeys = 15

// Changing says that an operation has begun that changes something: from now on, accounts and products are asked for again.
func (c *Client) Changing() { c.run.Change() }

// SharedAccount is [Client.Account] by object id that batches concurrent lookups.
func (c *Client) SharedAccount(ctx context.Context, id string) (Account, bool, error) {
	return c.accounts.Get(ctx, strings.ToLower(id))
}

// SharedSKUs is [Client.SKUs] that shares its answer between callers. In a plan it is asked once.
func (c *Client) SharedSKUs(ctx context.Context) ([]SKU, error) {
	skus, _, err := c.skus.Get(ctx, "")
	return skus, err
}

// accountSource never reads the whole directory, which can hold far more accounts than have to do with this.
func (c *Client) accountSource() bulk.Source[string, Account] {
	return bulk.Source[string, Account]{
		Request: "GET users at Microsoft Graph",
		MaxKeys: sharedKeys, Run: &c.run,
		// An operation waits for what it gave an account.
		Settled: func(Account, bool) bool { return false },
		Some: func(ctx context.Context, ids []string) (map[string]Account, error) {
			if len(ids) == 1 {
				account, found, err := c.Account(ctx, ids[0])
				if err != nil || !found {
					return nil, err
				}
				return map[string]Account{ids[0]: account}, nil
			}
			literals := make([]odata.Literal, len(ids))
			for i, id := range ids {
				literals[i] = odata.String(id)
			}
			accounts, err := odata.List[Account](ctx, c.api, "users", odata.Query{Select: accountColumns(), Filter: odata.In("id", literals...)})
			if err != nil {
				return nil, fmt.Errorf("reading %d accounts: %w", len(ids), err)
			}
			found := make(map[string]Account, len(accounts))
			for _, account := range accounts {
				found[strings.ToLower(account.ID)] = account
			}
			return found, nil
		},
	}
}

func (c *Client) skuSource() bulk.Source[string, []SKU] {
	all := func(ctx context.Context) (map[string][]SKU, error) {
		skus, err := c.SKUs(ctx)
		return map[string][]SKU{"": skus}, err
	}
	return bulk.Source[string, []SKU]{
		Request: "GET subscribedSkus at Microsoft Graph",
		// More than the one key there is, so that callers who come during a read wait for one more together.
		MaxKeys: 2, Run: &c.run,
		Some: func(ctx context.Context, _ []string) (map[string][]SKU, error) { return all(ctx) },
		// How many licenses are left changes with each that is assigned.
		Settled: func([]SKU, bool) bool { return false },
	}
}
