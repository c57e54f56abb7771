// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package securityrole assigns Dataverse security roles to users and teams, and lists roles.
package securityrole

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/planmodifiers"
)

func assignmentSchema() schema.Schema {
	principal := []validator.String{framework.ExactlyOneOf("system_user_id", "team_id")}
	role := []validator.String{framework.AtLeastOneOf("role_id", "role_name", "role_template_id")}
	replace := []planmodifier.String{planmodifiers.ReplaceFolded()}
	return schema.Schema{
		MarkdownDescription: "Assigns a Dataverse security role to a user or a team.\n\n" +
			"Every business unit has its own copy of a root role, and a user or team gets the copy of its own business unit. " +
			"Name the role by id, name or template; the provider finds the copy. Roles that come with a solution have a fixed `role_id`; " +
			"platform roles such as System Administrator have a different id in every environment and are best named by `role_template_id`.\n\n" +
			"A role that the user or team already has is taken over and left in place on destroy. So is a role of the integration while a connection that Sales links to signs in as the user, or uses the company of the team.",
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
				MarkdownDescription: "Id of the root role; the id of any of its copies is accepted. At least one of `role_id`, `role_name` and `role_template_id` must be set; several must name the same role. The assignment is replaced only if another root role results.",
			},
			"role_name": schema.StringAttribute{
				Optional: true, Computed: true, Validators: []validator.String{framework.TextLength(1, 100)},
				MarkdownDescription: "Name of the role, as shown in Dataverse. If several roles have this name, the assignment is refused and their ids are listed. The assignment is replaced only if another root role results.",
			},
			"role_template_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, Computed: true,
				MarkdownDescription: "Id of the platform's role template, which is the same in every environment; `627090ff-40a3-4053-8790-584edc5be201` for System Administrator. The assignment is replaced only if another root role results.",
			},
			"assigned_role_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Computed: true,
				MarkdownDescription: "Id of the assigned copy of the role, that of the user's or team's business unit.",
			},
			"business_unit_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Computed: true,
				MarkdownDescription: "Id of the user's or team's business unit.",
			},
		},
	}
}
