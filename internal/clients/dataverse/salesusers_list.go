// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// CouplableUsers returns the users that Business Central offers for a coupling: enabled, licensed and no integration
// users (BCApps, page CRM Systemuser List). Application users are left out too.
func (c *Client) CouplableUsers(ctx context.Context) ([]SalesUser, error) {
	users, err := c.salesUsers(ctx, odata.And(
		odata.Eq("isdisabled", odata.Bool(false)),
		odata.Eq("islicensed", odata.Bool(true)),
		odata.Eq("isintegrationuser", odata.Bool(false)),
		odata.Eq("applicationid", odata.Null()),
	))
	return users, err
}

// SalesUsers reads a few users in one request; the keys are their ids in lower case.
func (c *Client) SalesUsers(ctx context.Context, ids []string) (map[string]SalesUser, error) {
	if len(ids) == 0 {
		return map[string]SalesUser{}, nil
	}
	return byID(c.salesUsers(ctx, odata.AnyOf("systemuserid", odata.GUID, ids)))
}

// TeamMembers returns the ids of the team's members in lower case.
func (c *Client) TeamMembers(ctx context.Context, teamID string) ([]string, error) {
	rows, err := c.linkSource(nil, teamMembers()).All(ctx, []string{teamID})
	members := make([]string, 0, len(rows))
	for row := range rows {
		members = append(members, row.who)
	}
	return members, err
}
