// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package dataversecompany makes what stands for a Business Central company in Dataverse: a business unit, an owning
// team with the base integration role, and the company row.
package dataversecompany

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/planmodifiers"
)

// The values of deletion_policy.
const (
	policyRetain = "retain"
	policyDelete = "delete"
)

func companySchema() schema.Schema {
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	return schema.Schema{
		MarkdownDescription: "Creates what Business Central's assisted setup creates in Dataverse for one company: a business unit, an owning team and a company row. " +
			"The unit is named `<company name> (<company id>)` and stands below the root unit. The team, `BCI - <business unit name>`, has the base integration role and owns the row.\n\n" +
			"The base integration solution `bcbi_CdsBaseIntegration` must be imported first. Objects that already exist are found by the company's id, as Business Central finds them, are taken over, and are left in place on destroy. " +
			"Assign the two roles of the Sales solution to the team with `bcsales_security_role_assignment`.",
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Required: true, PlanModifiers: []planmodifier.String{planmodifiers.ReplaceFolded()},
				MarkdownDescription: "Id of the company in Business Central. Changing it replaces the resource.",
			},
			"company_name": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Required: true,
				Validators:          []validator.String{framework.TextLength(1, dataverse.MaxCompanyName)},
				MarkdownDescription: "Name of the company in Business Central (`name`, not the display name), at most 30 characters, not case-sensitive. It is used when unit, team and row are created; a later change renames nothing unless `rename` is `true`.",
			},
			"business_unit_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, Computed: true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown(), planmodifiers.ReplaceFolded()},
				MarkdownDescription: "Id of an existing business unit directly below the root unit, to use instead of a new one for the company. If omitted, the company gets a business unit of its own. Changing it replaces the resource.",
			},
			"rename": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(false),
				MarkdownDescription: "Whether a change of `company_name` also renames unit, team and row. Business Central itself never renames them. Refused while a connection of another environment uses the company. Default `false`.",
			},
			"deletion_policy": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(policyRetain),
				Validators: []validator.String{stringvalidator.OneOf(policyRetain, policyDelete)},
				MarkdownDescription: "What destroy does: `retain` (default) leaves everything in Dataverse; `delete` deletes the row and the team, and disables and deletes the unit, each only if this resource created it, " +
					"and fails, with counts, while the team owns records. Everything is left in place while a connection that Sales links to uses the company.",
			},
			"business_unit_name": schema.StringAttribute{
				Computed: true, MarkdownDescription: "Name of the business unit. If somebody takes the company's id out of the name of the company's own unit, apply puts it back.",
			},
			"team_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Computed: true, PlanModifiers: keep, MarkdownDescription: "Id of the owning team.",
			},
			"team_name": schema.StringAttribute{
				Computed: true, MarkdownDescription: "Name of the owning team.",
			},
			"dataverse_company_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Computed: true, PlanModifiers: keep, MarkdownDescription: "Id of the company row (`bcbi_companyid`).",
			},
		},
	}
}
