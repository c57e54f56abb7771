// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package team

import (
	"context"
	"iter"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type membershipListModel struct {
	TeamID         customtypes.GUIDValue `tfsdk:"team_id"`
	BusinessUnitID customtypes.GUIDValue `tfsdk:"business_unit_id"`
	SystemUserID   customtypes.GUIDValue `tfsdk:"system_user_id"`
}

// NewMembershipList returns the list of bcsales_team_membership.
func NewMembershipList() list.ListResource {
	return framework.NewList(NewMembership(), framework.ListDefinition[membershipListModel]{
		Description: "Lists the members of owner teams. The default teams of business units, to which every user of the unit belongs, are left out.",
		Arguments: map[string]schema.Attribute{
			"team_id":          framework.IDArgument("Only the members of the team with this id."),
			"business_unit_id": framework.IDArgument("Only the members of the teams of the business unit with this id."),
			"system_user_id":   framework.IDArgument("Only the memberships of the user with this id."),
		},
		Find: findMemberships,
	})
}

func findMemberships(ctx context.Context, clients *framework.Clients, config membershipListModel) iter.Seq2[framework.Listed, error] {
	client, others := clients.Dataverse, false
	return func(yield func(framework.Listed, error) bool) {
		teams, err := client.Teams(ctx, dataverse.TeamQuery{ID: config.TeamID.Canonical(), BusinessUnitID: config.BusinessUnitID.Canonical(), Default: &others})
		if err != nil {
			yield(framework.Listed{}, err)
			return
		}
		for _, team := range teams {
			members := framework.Found(client.EachMember(ctx, team.ID, config.SystemUserID.Canonical()), func(m dataverse.Member) (framework.Listed, bool) {
				return framework.Listed{ID: strings.ToLower(team.ID + "/" + m.ID), Name: team.Name + ": " + m.FullName}, true
			})
			for member, err := range members {
				if !yield(member, err) || err != nil {
					return
				}
			}
		}
	}
}
