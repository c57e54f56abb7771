// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"context"
	"iter"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// AccountQuery selects accounts; empty fields do not restrict.
type AccountQuery struct{ UserPrincipalName, SKUID string }

func (q AccountQuery) filter() string {
	var terms []string
	if q.UserPrincipalName != "" {
		terms = append(terms, odata.Eq("userPrincipalName", odata.String(q.UserPrincipalName)))
	}
	if q.SKUID != "" {
		terms = append(terms, "assignedLicenses/any(l:"+odata.Eq("l/skuId", odata.GUID(q.SKUID))+")")
	}
	return odata.And(terms...)
}

// EachAccount yields the accounts that match q with their licenses, as their pages arrive.
// Source: https://learn.microsoft.com/graph/api/user-list
func (c *Client) EachAccount(ctx context.Context, q AccountQuery) iter.Seq2[Account, error] {
	return odata.Each[Account](ctx, c.api, "users", odata.Query{Select: accountColumns(), Filter: q.filter()}, "listing accounts")
}
