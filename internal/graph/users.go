// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import (
	"context"
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/odata"
)

// Account is a user account of the directory.
type Account struct {
	ID                string `json:"id"`
	UserPrincipalName string `json:"userPrincipalName"`
	Enabled           bool   `json:"accountEnabled"`
	// Licenses are the licenses assigned to the account, directly or through groups.
	Licenses []AssignedLicense `json:"assignedLicenses"`
}

// AssignedLicense is a license of an account.
type AssignedLicense struct {
	SKUID         string   `json:"skuId"`
	DisabledPlans []string `json:"disabledPlans"`
}

// Account reads an account by object id or user principal name; found is false when there is none.
func (c *Client) Account(ctx context.Context, id string) (account Account, found bool, err error) {
	account, err = odata.Get[Account](ctx, c.api, "users/"+odata.Segment(id), odata.Query{
		// Graph returns these properties only when they are asked for.
		Select: []string{"id", "userPrincipalName", "accountEnabled", "assignedLicenses"},
	})
	if odata.IsNotFound(err) {
		return Account{}, false, nil
	}
	if err != nil {
		return Account{}, false, fmt.Errorf("reading the account %s: %w", id, err)
	}
	return account, true, nil
}
