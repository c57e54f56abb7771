// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import (
	"context"
	"iter"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// Member is a member of a team.
type Member struct {
	ID       string `json:"systemuserid"`
	FullName string `json:"fullname"`
}

// EachMember yields the members of the team as their pages arrive: all of them, or the one user.
func (c *Client) EachMember(ctx context.Context, teamID, userID string) iter.Seq2[Member, error] {
	query := odata.Query{Select: []string{"systemuserid", "fullname"}}
	if userID != "" {
		query.Filter = odata.Eq("systemuserid", odata.GUID(userID))
	}
	return odata.Each[Member](ctx, c.api, odata.Key("teams", teamID)+"/"+memberNavigation, query, "reading the members of team "+teamID)
}
