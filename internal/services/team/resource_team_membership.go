// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package team manages memberships of Dataverse teams.
package team

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/planmodifiers"
	"github.com/bcsales/terraform-provider-bcsales/internal/rules"
)

type membershipModel struct {
	framework.Base
	TeamID       customtypes.GUIDValue `tfsdk:"team_id"`
	SystemUserID customtypes.GUIDValue `tfsdk:"system_user_id"`
}

// NewMembership returns the resource bcsales_team_membership.
func NewMembership() resource.Resource {
	return framework.NewResource[membershipModel](framework.Definition[membershipModel]{
		Name:   "team_membership",
		Noun:   "team membership",
		Schema: membershipSchema(),
		Needs:  framework.Dataverse,
		MayUse: framework.BusinessCentral,
		Permissions: framework.Permissions{
			Dataverse: "the System Administrator role, or a role that may read users and teams and may change team memberships, and may read companies and the connections to Business Central (`nav_connection`), which say whether another environment uses the team.",
		},
		IDParts: []framework.IDPart{
			{Name: "team_id", Description: "Id of the team.", GUID: true},
			{Name: "system_user_id", Description: "Id of the user.", GUID: true},
		},
		Create:  createMembership,
		Recover: recoverMembership,
		Read:    readMembership,
		Delete:  deleteMembership,
	})
}

func membershipSchema() schema.Schema {
	replace := []planmodifier.String{planmodifiers.ReplaceFolded()}
	return schema.Schema{
		MarkdownDescription: "Adds a user to a Dataverse team, such as the owning team of a company.\n\n" +
			"An existing membership is taken over and left in place on destroy. `bcsales_salesperson_coupling` and `bcsales_salesperson_couplings` add the coupled users to the owning team, so they need no membership of their own.",
		Attributes: map[string]schema.Attribute{
			"team_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Required: true, PlanModifiers: replace,
				MarkdownDescription: "Id of the team. Changing it replaces the membership.",
			},
			"system_user_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Required: true, PlanModifiers: replace,
				MarkdownDescription: "Id of the user. Changing it replaces the membership.",
			},
		},
	}
}

func createMembership(ctx context.Context, op *framework.Operation[membershipModel], plan membershipModel) error {
	client := op.Dataverse
	team, user := plan.TeamID.Canonical(), plan.SystemUserID.Canonical()
	var lacking []error
	if _, found, err := client.Team(ctx, team); err != nil {
		return err
	} else if !found {
		lacking = append(lacking, framework.Errorf("There is no such team", "Check the id.", "Dataverse has no team with the id %s.", team).At("team_id"))
	}
	if u, found, err := client.SystemUser(ctx, user); err != nil {
		return err
	} else if !found || u.Deleted() {
		lacking = append(lacking, framework.Errorf("There is no such user", "Check the id. A new user appears in Dataverse some minutes after the license was assigned.",
			"Dataverse has no user with the id %s.", user).At("system_user_id"))
	}
	if len(lacking) > 0 {
		return errors.Join(lacking...)
	}
	member, err := client.ConfirmTeamMember(ctx, team, user)
	if err != nil {
		return err
	}
	if member {
		err = op.Found(ctx)
	} else {
		op.Making(ctx)
		err = client.AddTeamMember(ctx, team, user)
	}
	if err != nil {
		return err
	}
	plan.ID = types.StringValue(team + "/" + user)
	return op.Save(ctx, plan)
}

// recoverMembership looks for a membership that an interrupted creation may have made.
func recoverMembership(ctx context.Context, op *framework.Operation[membershipModel], plan membershipModel) (membershipModel, bool, error) {
	plan.ID = types.StringValue(plan.TeamID.Canonical() + "/" + plan.SystemUserID.Canonical())
	return readMembership(ctx, op, plan)
}

func readMembership(ctx context.Context, op *framework.Operation[membershipModel], state membershipModel) (membershipModel, bool, error) {
	client := op.Dataverse
	team, user := state.TeamID.Canonical(), state.SystemUserID.Canonical()
	member, err := client.IsTeamMember(ctx, team, user)
	if err == nil && !member {
		member, err = client.ConfirmTeamMember(ctx, team, user)
	}
	return state, member, err
}

func deleteMembership(ctx context.Context, op *framework.Operation[membershipModel], state membershipModel) error {
	existed := op.WasFound(ctx)
	noun := "the membership of the user " + state.SystemUserID.ValueString() + " in the team " + state.TeamID.ValueString()
	if existed {
		op.Keep(noun, framework.FoundBefore)
		return nil
	}
	links, err := rules.SharedTeamLinks(ctx, op.Dataverse, op.BusinessCentral, state.TeamID.Canonical())
	if framework.IsRefused(err) {
		op.KeepUnseen(noun, err)
		return nil
	}
	if err != nil {
		return err
	}
	if used := links.Elsewhere; len(used) > 0 {
		op.Keep(noun, "the couplings of "+used.String()+" may need it, which cannot be seen from this environment")
		return nil
	}
	return op.Dataverse.RemoveTeamMember(ctx, state.TeamID.Canonical(), state.SystemUserID.Canonical())
}
