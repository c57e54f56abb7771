// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package license assigns the tenant's licenses to accounts and lists the products they come from.
package license

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

func assignmentSchema() schema.Schema {
	guid := customtypes.GUIDType{}
	account := stringvalidator.RegexMatches(
		regexp.MustCompile(`^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[^@/\s]+@[^@/\s]+)$`),
		"must be an object id without braces or a user principal name such as jim@contoso.com")
	return schema.Schema{
		MarkdownDescription: "Assigns a license to a Microsoft Entra ID account, for example Dynamics 365 Sales to a salesperson.\n\n" +
			"The account needs a usage location, and the subscription needs a free unit. Dataverse automatically adds an account that is enabled and licensed, after some minutes.\n\n" +
			"A license that the account already has is taken over and left in place on destroy. A license that the account inherits from a group is recognized and left alone: no second unit is used, and changes have to be made at the group.\n\n" +
			"Destroy removes the license and so releases the unit. Microsoft Entra does not record who assigned a license, so a destroy cannot see that another state manages it too: " +
			"the state that assigned it takes it away, and the next plan of the other assigns it again. Manage each license in one state; to hand it over, forget it there with a `removed` block and `destroy = false`.",
		Attributes: map[string]schema.Attribute{
			"user_id": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Required: true, Validators: []validator.String{account},
				MarkdownDescription: "Object id or user principal name of the account. Changing it to another account replaces the assignment.",
			},
			"sku_id": schema.StringAttribute{
				CustomType: guid, Optional: true, Computed: true,
				Validators:          []validator.String{framework.AtLeastOneOf("sku_id", "sku_part_number")},
				MarkdownDescription: "Id of the product, the same in every tenant. At least one of `sku_id` and `sku_part_number` must be set; both must name the same product. Changing it to another product replaces the assignment.",
			},
			"sku_part_number": schema.StringAttribute{
				Optional: true, Computed: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
				MarkdownDescription: "Part number of the product, such as `DYN365_ENTERPRISE_SALES`; the data source `bcsales_license_skus` lists those of the tenant. Changing it to another product replaces the assignment.",
			},
			"disabled_plans": schema.SetAttribute{
				ElementType: guid, Optional: true,
				MarkdownDescription: "Ids of the product's service plans to turn off. If omitted, all plans are on except those that a group turns off. Can be changed in place.",
			},
		},
	}
}
