// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/bulk"
	"github.com/bcsales/terraform-provider-bcsales/internal/odata"
)

const memberNavigation = "teammembership_association"

// IsTeamMember reports whether the user is a member of the team; callers at the same time share requests. A team that
// does not exist has no members.
func (c *Client) IsTeamMember(ctx context.Context, teamID, userID string) (bool, error) {
	_, found, err := c.users.members.In(strings.ToLower(teamID)).Get(ctx, strings.ToLower(userID))
	return found, err
}

// AddTeamMember makes the user a member of the team. A user who is one already is no error.
func (c *Client) AddTeamMember(ctx context.Context, teamID, userID string) error {
	defer c.forgetMember(teamID, userID)
	_, err := c.api.Do(ctx, odata.Request{
		Method:     http.MethodPost,
		Path:       odata.Key("teams", teamID) + "/" + memberNavigation + "/$ref",
		Body:       map[string]string{"@odata.id": c.api.URL(odata.Key("systemusers", userID))},
		Repeatable: true,
	}, nil)
	if err != nil && !odata.HasCode(err, codeDuplicateRecord) {
		return fmt.Errorf("adding user %s to team %s: %w", userID, teamID, err)
	}
	return nil
}

// RemoveTeamMember ends the user's membership. A user who is no member is no error.
func (c *Client) RemoveTeamMember(ctx context.Context, teamID, userID string) error {
	defer c.forgetMember(teamID, userID)
	err := c.api.Delete(ctx, odata.Key("teams", teamID)+"/"+memberNavigation+"("+userID+")/$ref")
	if err != nil && !odata.IsNotFound(err) {
		return fmt.Errorf("removing user %s from team %s: %w", userID, teamID, err)
	}
	return nil
}

func (c *Client) forgetMember(teamID, userID string) {
	c.users.members.In(strings.ToLower(teamID)).Forget(strings.ToLower(userID))
}

// memberSource reads the members of one team.
func (c *Client) memberSource(teamID string) bulk.Source[string, string] {
	type member struct {
		ID string `json:"systemuserid"`
	}
	read := func(ctx context.Context, filter string) (map[string]string, error) {
		rows, err := odata.List[member](ctx, c.api, odata.Key("teams", teamID)+"/"+memberNavigation,
			odata.Query{Select: []string{"systemuserid"}, Filter: filter})
		if odata.IsNotFound(err) {
			return nil, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading the members of team %s: %w", teamID, err)
		}
		ids := make(map[string]string, len(rows))
		for _, row := range rows {
			ids[strings.ToLower(row.ID)] = row.ID
		}
		return ids, nil
	}
	return bulk.Source[string, string]{
		MaxKeys: sharedKeys, WholeFrom: sharedWhole, Fresh: sharedFresh,
		Some: func(ctx context.Context, ids []string) (map[string]string, error) {
			return read(ctx, anyOf("systemuserid", odata.GUID, ids))
		},
		All: func(ctx context.Context) (map[string]string, error) { return read(ctx, "") },
	}
}

// SharedCompany is [Client.CompanyByExternalID] for callers of which there are many: they share requests, and the
// answer may be up to 30 seconds old.
func (c *Client) SharedCompany(ctx context.Context, companyID string) (Company, bool, error) {
	return c.users.company.Get(ctx, strings.ToLower(companyID))
}

func (c *Client) companySource() bulk.Source[string, Company] {
	read := func(ctx context.Context, filter string) (map[string]Company, error) {
		rows, err := odata.List[Company](ctx, c.api, "bcbi_companies", odata.Query{Select: companyColumns(), Filter: filter})
		if odata.IsNotFound(err) {
			return nil, nil // the base solution, which brings the table, is not imported
		}
		if err != nil {
			return nil, fmt.Errorf("reading the companies in Dataverse: %w", err)
		}
		indexed := make(map[string]Company, len(rows))
		for _, row := range rows {
			indexed[strings.ToLower(row.ExternalID)] = row
		}
		return indexed, nil
	}
	return bulk.Source[string, Company]{
		MaxKeys: sharedKeys, WholeFrom: 2, Fresh: sharedFresh,
		Some: func(ctx context.Context, ids []string) (map[string]Company, error) {
			return read(ctx, anyOf("bcbi_externalid", odata.String, ids))
		},
		All: func(ctx context.Context) (map[string]Company, error) { return read(ctx, "") },
	}
}
