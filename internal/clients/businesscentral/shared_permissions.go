// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// SharedUserPermissions is [Client.UserPermissions] that batches concurrent lookups.
func (c *Client) SharedUserPermissions(ctx context.Context, userID string) ([]UserPermission, bool, error) {
	return c.shared.permissions.Get(ctx, strings.ToLower(userID))
}

// SharedAutomationCompany is [Client.AutomationCompany] that batches concurrent lookups.
func (c *Client) SharedAutomationCompany(ctx context.Context, id string) (AutomationCompany, bool, error) {
	return c.shared.companies.Get(ctx, strings.ToLower(id))
}

// permissionSource reads users with what they were given, as page 30059 shows that only below a user (BCApps
// APIV2AutUsers.Page.al).
func (c *Client) permissionSource() bulk.Source[string, []UserPermission] {
	type user struct {
		ID          string           `json:"userSecurityId"`
		Permissions []UserPermission `json:"userPermissions"`
	}
	read := func(ctx context.Context, filter string) (map[string][]UserPermission, error) {
		rows, err := automationList[user](ctx, c, automationUsers, odata.Query{
			Select: []string{"userSecurityId"}, Filter: filter, Expand: []string{userPermissions},
		})
		if err != nil {
			return nil, fmt.Errorf("reading the permissions of users: %w", err)
		}
		found := make(map[string][]UserPermission, len(rows))
		for _, row := range rows {
			found[strings.ToLower(row.ID)] = row.Permissions
		}
		return found, nil
	}
	return bulk.Source[string, []UserPermission]{
		Request: "GET users with userPermissions at Business Central",
		// An environment has hundreds of users rather than thousands, and each has several permission sets.
		MaxKeys: sharedKeys, Run: &c.run,
		Some: func(ctx context.Context, ids []string) (map[string][]UserPermission, error) {
			return read(ctx, odata.AnyOf("userSecurityId", odata.GUID, ids))
		},
		All: func(ctx context.Context, _ []string) (map[string][]UserPermission, error) { return read(ctx, "") },
	}
}

// companySource reads companies. There are so few that it reads all of them once a second one is needed.
func (c *Client) companySource() bulk.Source[string, AutomationCompany] {
	return bulk.Source[string, AutomationCompany]{
		Request: "GET automationCompanies at Business Central",
		MaxKeys: 1, Run: &c.run, Settled: func(_ AutomationCompany, found bool) bool { return found },
		Some: func(ctx context.Context, ids []string) (map[string]AutomationCompany, error) {
			company, found, err := c.AutomationCompany(ctx, ids[0])
			if err != nil || !found {
				return nil, err
			}
			return map[string]AutomationCompany{ids[0]: company}, nil
		},
		All: func(ctx context.Context, _ []string) (map[string]AutomationCompany, error) {
			rows, err := automationList[AutomationCompany](ctx, c, automationCompanies, odata.Query{})
			return index(rows, func(row AutomationCompany) string { return strings.ToLower(row.ID) }), err
		},
	}
}
