// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package coupling couples Business Central's records with their partners in Dataverse.
package coupling

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/planmodifiers"
)

// maxCode is the length of a salesperson's code in characters (Business Central, table Salesperson/Purchaser).
const maxCode = 20

func salespersonSchema() schema.Schema {
	replace := []planmodifier.String{planmodifiers.ReplaceFolded()}
	atLeastOneOf := func(names ...string) []validator.String { return []validator.String{framework.AtLeastOneOf(names...)} }
	return schema.Schema{
		MarkdownDescription: "Couples a salesperson of Business Central with a user of Dynamics 365 Sales, one to one.\n\n" +
			"With the ownership model Person, a record in Sales is owned by the user who is coupled with the record's salesperson, and a record whose salesperson is not coupled fails to synchronize. " +
			"With the ownership model Team, the coupling has no effect on ownership, and the provider warns about it.\n\n" +
			"The user must be enabled and licensed, and must not be an integration user. A coupling of exactly these two that somebody else made is taken over and left in place on destroy; " +
			"if either is coupled with another partner, creation fails and names both partners and the import command.",
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Required: true, PlanModifiers: replace,
				MarkdownDescription: "Id of the company in Business Central. Changing it replaces the coupling.",
			},
			"salesperson_code": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Optional: true, Computed: true, PlanModifiers: replace,
				Validators:          append(atLeastOneOf("salesperson_code", "salesperson_id"), framework.TextLength(1, maxCode)),
				MarkdownDescription: "Code of the salesperson, at most 20 characters, not case-sensitive. At least one of `salesperson_code` and `salesperson_id` must be set; both must name the same salesperson. Changing it replaces the coupling.",
			},
			"salesperson_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, Computed: true, PlanModifiers: replace,
				MarkdownDescription: "Id (`SystemId`) of the salesperson. Changing it replaces the coupling.",
			},
			"system_user_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, Computed: true, Validators: atLeastOneOf("system_user_id", "system_user_email"),
				MarkdownDescription: "Id of the user in Dataverse. At least one of `system_user_id` and `system_user_email` must be set; both must name the same user. A change couples the salesperson with the new user in place.",
			},
			"system_user_email": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Optional: true, Computed: true,
				MarkdownDescription: "E-mail address of the user in Dataverse, not case-sensitive; exactly one user must have it. A change to another user's address couples the salesperson with that user in place.",
			},
			"add_to_owning_team": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(true),
				MarkdownDescription: "Whether the user is added to the company's owning team. Default `true`. With the ownership model Person Business Central does this itself, but only when a person signs in interactively. The provider does it with both models, so that a later change to Person needs nothing more. " +
					"Destroy removes the membership only if this resource added it.",
			},
		},
	}
}
