// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

const memberNavigation = "teammembership_association"

// IsTeamMember reports whether the user is a member of the team; callers at the same time share requests. A team that
// does not exist has no members.
func (c *Client) IsTeamMember(ctx context.Context, teamID, userID string) (bool, error) {
	_, found, err := c.shared.members.Get(ctx, linkOf(teamID, userID))
	return found, err
}

// ExpectTeamMembers says that so many memberships will be looked up.
func (c *Client) ExpectTeamMembers(memberships int) { c.shared.members.Expect(memberships) }

// ConfirmTeamMember asks the team itself for the user, for a single answer that matters. That the members of a business
// unit's default team, which every user of the unit is, are among the rows that [Client.IsTeamMember] reads is not
// documented.
func (c *Client) ConfirmTeamMember(ctx context.Context, teamID, userID string) (bool, error) {
	type member struct {
		ID string `json:"systemuserid"`
	}
	_, found, err := odata.First[member](ctx, c.api, odata.Key("teams", teamID)+"/"+memberNavigation,
		odata.Query{Select: []string{"systemuserid"}, Filter: odata.Eq("systemuserid", odata.GUID(userID))})
	if odata.IsNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("reading the members of team %s: %w", teamID, err)
	}
	return found, nil
}

// AddTeamMember makes the user a member of the team. A user who is one already is no error.
func (c *Client) AddTeamMember(ctx context.Context, teamID, userID string) error {
	err := c.addLink(ctx, teamMembers(), c.shared.members, linkOf(teamID, userID), odata.Request{
		Path:  odata.Key("teams", teamID) + "/" + memberNavigation + "/$ref",
		Body:  map[string]string{"@odata.id": c.api.URL(odata.Key("systemusers", userID))},
		Batch: memberNavigation,
	})
	if err != nil {
		return fmt.Errorf("adding user %s to team %s: %w", userID, teamID, err)
	}
	return nil
}

// RemoveTeamMember ends the user's membership. A user who is no member is no error.
func (c *Client) RemoveTeamMember(ctx context.Context, teamID, userID string) error {
	err := c.removeLink(ctx, teamMembers(), c.shared.members, linkOf(teamID, userID), odata.Request{
		Path: odata.Key("teams", teamID) + "/" + memberNavigation + "(" + userID + ")/$ref", Batch: memberNavigation,
	})
	if err != nil {
		return fmt.Errorf("removing user %s from team %s: %w", userID, teamID, err)
	}
	return nil
}
