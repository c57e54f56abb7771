// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package permissionset gives Business Central permission sets to users and applications.
package permissionset

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/planmodifiers"
)

// roleLength is the length of "Access Control"."Role ID".
const roleLength = 20

func assignmentSchema() schema.Schema {
	replace := []planmodifier.String{planmodifiers.ReplaceFolded()}
	found := []planmodifier.String{stringplanmodifier.UseStateForUnknown(), planmodifiers.ReplaceFolded()}
	return schema.Schema{
		MarkdownDescription: "Gives a Business Central permission set to a user, in one company or in all.\n\n" +
			"The user may be a person or the application user of a Microsoft Entra application; Business Central does not accept `SUPER` for applications. " +
			"The id of an application's user is shown on its card on the page Microsoft Entra Applications and by the automation API's `users`. " +
			"Microsoft does not document whether the automation API accepts permission sets for application users, and this has not been verified; if it does not, creation fails with Business Central's own message.\n\n" +
			"A permission set that the user already has is taken over and left in place on destroy.",
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, PlanModifiers: []planmodifier.String{replaceCompany()},
				MarkdownDescription: "Id of the company in which the permission set applies. If omitted, it applies in all companies. Changing it replaces the assignment.",
			},
			"user_security_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Required: true, PlanModifiers: replace,
				MarkdownDescription: "Security id of the user in Business Central. Changing it replaces the assignment.",
			},
			"permission_set_id": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Required: true, PlanModifiers: replace,
				Validators:          []validator.String{framework.TextLength(1, roleLength)},
				MarkdownDescription: "Id of the permission set (role id), such as `D365 READ`, at most 20 characters, not case-sensitive. Changing it replaces the assignment.",
			},
			"app_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, Computed: true, PlanModifiers: found,
				MarkdownDescription: "Id of the app that provides the permission set; null if it belongs to no app. Needed only if several apps provide a permission set with this id. Changing it replaces the assignment.",
			},
			"scope": schema.StringAttribute{
				Optional: true, Computed: true, PlanModifiers: found,
				Validators:          []validator.String{stringvalidator.OneOf("System", "Tenant")},
				MarkdownDescription: "`System` for a permission set of an app, `Tenant` for one that was created in the environment. Needed only if both exist. Changing it replaces the assignment.",
			},
		},
	}
}

// replaceCompany replaces the assignment when the company changes, also from or to all companies.
func replaceCompany() planmodifier.String {
	const text = "A change replaces the resource."
	return stringplanmodifier.RequiresReplaceIf(func(_ context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
		resp.RequiresReplace = req.PlanValue.IsUnknown() || !strings.EqualFold(req.PlanValue.ValueString(), req.StateValue.ValueString())
	}, text, text)
}
