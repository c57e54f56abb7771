// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// PermittedUser is a user of the environment with the permission sets that the user was given.
// Source: BCApps APIV2AutUsers.Page.al.
type PermittedUser struct {
	ID          string           `json:"userSecurityId"`
	Name        string           `json:"userName"`
	DisplayName string           `json:"displayName"`
	Permissions []UserPermission `json:"userPermissions"`
}

// PermittedUsers reads the user with the id, or all users if it is empty.
func (c *Client) PermittedUsers(ctx context.Context, id string) ([]PermittedUser, error) {
	q := odata.Query{Select: []string{"userSecurityId", "userName", "displayName"}, Expand: []string{userPermissions}}
	if id != "" {
		q.Filter = odata.Eq("userSecurityId", odata.GUID(id))
	}
	rows, err := automationList[PermittedUser](ctx, c, automationUsers, q)
	if err != nil {
		return nil, fmt.Errorf("listing users with their permissions: %w", err)
	}
	return rows, nil
}
