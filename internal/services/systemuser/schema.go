// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package systemuser

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

func usersSchema() schema.Schema {
	guid, folded := customtypes.GUIDType{}, customtypes.FoldedType{}
	text := []validator.String{stringvalidator.LengthAtLeast(1)}
	return schema.Schema{
		MarkdownDescription: "Lists the users of the Dataverse environment, in the order of their names. Each argument that is set narrows the list; Dataverse does the filtering. Deleted users are left out.",
		Attributes: map[string]schema.Attribute{
			"application_id":         schema.StringAttribute{CustomType: guid, Optional: true, MarkdownDescription: "Only the user of the application with this client id."},
			"object_id":              schema.StringAttribute{CustomType: guid, Optional: true, MarkdownDescription: "Only the user with this object id of an account or service principal in Microsoft Entra ID."},
			"internal_email_address": schema.StringAttribute{CustomType: folded, Optional: true, Validators: text, MarkdownDescription: "Only users with this primary e-mail address."},
			"user_name":              schema.StringAttribute{CustomType: folded, Optional: true, Validators: text, MarkdownDescription: "Only the user with this sign-in name."},
			"full_name":              schema.StringAttribute{Optional: true, Validators: text, MarkdownDescription: "Only users with this name."},
			"business_unit_id":       schema.StringAttribute{CustomType: guid, Optional: true, MarkdownDescription: "Only users of the business unit with this id."},
			"enabled":                schema.BoolAttribute{Optional: true, MarkdownDescription: "Only enabled (`true`) or disabled (`false`) users."},
			"is_licensed":            schema.BoolAttribute{Optional: true, MarkdownDescription: "Only users with (`true`) or without (`false`) a license."},
			"system_users": schema.ListNestedAttribute{
				Computed: true, MarkdownDescription: "The users.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":                     schema.StringAttribute{CustomType: guid, Computed: true, MarkdownDescription: "Id of the user."},
					"application_id":         schema.StringAttribute{CustomType: guid, Computed: true, MarkdownDescription: "Client id of the application; null for people."},
					"object_id":              schema.StringAttribute{CustomType: guid, Computed: true, MarkdownDescription: "Object id of the account or service principal in Microsoft Entra ID."},
					"full_name":              schema.StringAttribute{Computed: true, MarkdownDescription: "Name."},
					"internal_email_address": schema.StringAttribute{CustomType: folded, Computed: true, MarkdownDescription: "Primary e-mail address."},
					"user_name":              schema.StringAttribute{CustomType: folded, Computed: true, MarkdownDescription: "Sign-in name."},
					"business_unit_id":       schema.StringAttribute{CustomType: guid, Computed: true, MarkdownDescription: "Id of the business unit."},
					"access_mode":            schema.StringAttribute{Computed: true, MarkdownDescription: "Access mode: `read_write`, `administrative`, `read`, `support`, `non_interactive` or `delegated_admin`."},
					"enabled":                schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether the user is enabled."},
					"is_licensed":            schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether the user has a license."},
					"is_integration_user":    schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether the user is marked as an integration user. Business Central does not offer integration users for couplings."},
				}},
			},
		},
	}
}
