// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package securityrole assigns Dataverse security roles to users and teams, and lists roles.
package securityrole

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/planmodifiers"
)

func assignmentSchema() schema.Schema {
	principal := []validator.String{stringvalidator.ExactlyOneOf(path.MatchRoot("system_user_id"), path.MatchRoot("team_id"))}
	role := []validator.String{stringvalidator.ExactlyOneOf(path.MatchRoot("role_id"), path.MatchRoot("role_name"), path.MatchRoot("role_template_id"))}
	replace := []planmodifier.String{planmodifiers.ReplaceFolded()}
	return schema.Schema{
		MarkdownDescription: "Gives a Dataverse security role to a user or to a team.\n\n" +
			"A role is a root role with a copy in every business unit, and a principal takes the copy of its own business unit. " +
			"Name the role in the way you know it; the copy is found for you. Solutions bring their roles with a fixed `role_id`; " +
			"platform roles such as System Administrator have another id in every environment and are named best by `role_template_id`.\n\n" +
			"A role that the principal has already is taken over and left in place on destroy.",
		Attributes: map[string]schema.Attribute{
			"system_user_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, Validators: principal, PlanModifiers: replace,
				MarkdownDescription: "Id of the user. Exactly one of `system_user_id` and `team_id` must be set. Changing it replaces the assignment.",
			},
			"team_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, PlanModifiers: replace,
				MarkdownDescription: "Id of the team. Changing it replaces the assignment.",
			},
			"role_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, Computed: true, Validators: role,
				MarkdownDescription: "Id of the root role; the id of any of its copies is accepted. Exactly one of `role_id`, `role_name` and `role_template_id` must be set. The assignment is replaced only when another root role results.",
			},
			"role_name": schema.StringAttribute{
				Optional: true, Computed: true, Validators: []validator.String{stringvalidator.UTF8LengthBetween(1, 100)},
				MarkdownDescription: "Name of the role, as it is shown in Dataverse. A name that several roles bear is refused with their ids.",
			},
			"role_template_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, Computed: true,
				MarkdownDescription: "Id of the platform's role template, the same in every environment; for System Administrator `627090ff-40a3-4053-8790-584edc5be201`.",
			},
			"assigned_role_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Computed: true,
				MarkdownDescription: "Id of the role's copy in the principal's business unit, which is what is assigned.",
			},
			"business_unit_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Computed: true,
				MarkdownDescription: "Id of the principal's business unit.",
			},
		},
	}
}
