// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// ownerTeamType is the option value of a team that can own records.
// Source: https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/team
const ownerTeamType = 0

// Team is an owner team.
type Team struct {
	// ETag is the version of the row that a change is meant for.
	ETag           string `json:"@odata.etag"`
	ID             string `json:"teamid"`
	Name           string `json:"name"`
	BusinessUnitID string `json:"_businessunitid_value"`
	Default        bool   `json:"isdefault"`
}

func teamColumns() []string {
	return []string{"teamid", "name", "_businessunitid_value", "isdefault"}
}

// Team reads one team; found is false if it does not exist. Callers at the same time share requests.
func (c *Client) Team(ctx context.Context, id string) (team Team, found bool, err error) {
	return c.shared.teams.Get(ctx, strings.ToLower(id))
}

// TeamQuery restricts a list of owner teams.
type TeamQuery struct {
	ID, Name, BusinessUnitID string
	// Default restricts to the default teams of business units, or to the others.
	Default *bool
}

func (q TeamQuery) filter() string {
	terms := []string{odata.Eq("teamtype", odata.Int(ownerTeamType))}
	if q.ID != "" {
		terms = append(terms, odata.Eq("teamid", odata.GUID(q.ID)))
	}
	if q.Name != "" {
		terms = append(terms, odata.Eq("name", odata.String(q.Name)))
	}
	if q.BusinessUnitID != "" {
		terms = append(terms, odata.Eq("_businessunitid_value", odata.GUID(q.BusinessUnitID)))
	}
	if q.Default != nil {
		terms = append(terms, odata.Eq("isdefault", odata.Bool(*q.Default)))
	}
	return odata.And(terms...)
}

// Teams returns the owner teams that match q, by name.
func (c *Client) Teams(ctx context.Context, q TeamQuery) ([]Team, error) {
	teams, err := odata.List[Team](ctx, c.api, "teams", odata.Query{Select: teamColumns(), Filter: q.filter(), OrderBy: "name"})
	if err != nil {
		return nil, fmt.Errorf("listing teams: %w", err)
	}
	return teams, nil
}

// OwningTeam finds the owner team with the name in the business unit that is not the unit's own default team.
func (c *Client) OwningTeam(ctx context.Context, businessUnitID, name string) (Team, bool, error) {
	team, found, err := odata.First[Team](ctx, c.api, "teams", odata.Query{
		Select: teamColumns(),
		Filter: odata.And(odata.Eq("_businessunitid_value", odata.GUID(businessUnitID)), odata.Eq("name", odata.String(name)),
			odata.Eq("teamtype", odata.Int(ownerTeamType)), odata.Eq("isdefault", odata.Bool(false))),
	})
	if err != nil {
		return Team{}, false, fmt.Errorf("looking for the team %q: %w", name, err)
	}
	return team, found, nil
}

// CreateOwnerTeam creates an owner team with the id that the caller chose, and returns it. A team with this id that an
// earlier attempt made in the same business unit is returned with the name that it has.
func (c *Client) CreateOwnerTeam(ctx context.Context, team Team) (Team, error) {
	made, err := create(ctx, c, keyed[Team]{
		set: "teams", id: team.ID, row: team, columns: teamColumns(),
		body: map[string]any{
			"teamid":                    team.ID,
			"name":                      team.Name,
			"teamtype":                  ownerTeamType,
			"businessunitid@odata.bind": bind("businessunits", team.BusinessUnitID),
		},
		immutable: []immutable[Team]{
			{"businessunitid", team.BusinessUnitID, func(row Team) string { return row.BusinessUnitID }},
		},
	})
	if err != nil {
		return made, fmt.Errorf("creating team %q: %w", team.Name, err)
	}
	return made, nil
}

// RenameTeam gives the team another name, in the version that was read: see [odata.WriteLatest].
func (c *Client) RenameTeam(ctx context.Context, team Team, name string) error {
	if err := c.update(ctx, odata.Key("teams", team.ID), team.ETag, map[string]any{"name": name}); err != nil {
		return fmt.Errorf("renaming team %s to %q: %w", team.ID, name, err)
	}
	return nil
}

// DeleteTeam deletes the team in the version that was read: see [odata.WriteLatest]. A team that is gone already is no error.
func (c *Client) DeleteTeam(ctx context.Context, team Team) error {
	defer c.shared.members.ForgetAll()
	defer c.shared.teamRoles.ForgetAll()
	if err := c.deleteGone(ctx, odata.Key("teams", team.ID), "teamid", team.ETag); err != nil {
		return fmt.Errorf("deleting team %s: %w", team.ID, err)
	}
	return nil
}
