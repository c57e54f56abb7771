// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// EffectiveRoles returns the roles that the user of a Microsoft Entra account or service principal has directly and
// through teams.
// Source: https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/retrieveaaduserroles
func (c *Client) EffectiveRoles(ctx context.Context, objectID string) ([]Role, error) {
	path := "RetrieveAadUserRoles(DirectoryObjectId=" + string(odata.GUID(objectID)) + ")"
	roles, err := odata.List[Role](ctx, c.api, path, odata.Query{Select: roleColumns()})
	if err != nil {
		return nil, fmt.Errorf("reading the effective roles of %s: %w", objectID, err)
	}
	return roles, nil
}

// CallerRoles returns the caller's direct roles and, as far as the service lists them, the roles through teams.
func (c *Client) CallerRoles(ctx context.Context) ([]Role, error) {
	caller, err := c.WhoAmI(ctx)
	if err != nil {
		return nil, err
	}
	user, found, err := c.SystemUser(ctx, caller.UserID)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fmt.Errorf("the caller's own user %s cannot be read", caller.UserID)
	}
	if user.ObjectID == "" {
		return user.Roles, nil
	}
	// The function is there for people. That it answers for applications is not documented, so that its failure leaves
	// the direct roles.
	effective, _ := c.EffectiveRoles(ctx, user.ObjectID)
	roles := user.Roles
	for _, role := range effective {
		if !slices.ContainsFunc(roles, func(r Role) bool { return strings.EqualFold(r.ID, role.ID) }) {
			roles = append(roles, role)
		}
	}
	return roles, nil
}
