// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package license assigns the tenant's licenses to accounts and lists the products they come from.
package license

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

func assignmentSchema() schema.Schema {
	guid := customtypes.GUIDType{}
	account := stringvalidator.RegexMatches(
		regexp.MustCompile(`^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[^@/\s]+@[^@/\s]+)$`),
		"must be an object id or a user principal name such as jim@contoso.com")
	return schema.Schema{
		MarkdownDescription: "Assigns a license to an account of Microsoft Entra ID, for example Dynamics 365 Sales to a salesperson.\n\n" +
			"The account needs a usage location, and the subscription a free unit. Dataverse adds an account that is enabled and has a license by itself, after some minutes.\n\n" +
			"A license that the account has already is taken over and stays on destroy. One that comes from a group is recognized and left alone: it takes no second unit, and it is changed at the group.\n\n" +
			"Destroying the resource releases the unit.",
		Attributes: map[string]schema.Attribute{
			"user_id": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Required: true, Validators: []validator.String{account},
				MarkdownDescription: "Object id or user principal name of the account. Naming another account replaces the assignment.",
			},
			"sku_id": schema.StringAttribute{
				CustomType: guid, Optional: true, Computed: true,
				Validators:          []validator.String{stringvalidator.ExactlyOneOf(path.MatchRoot("sku_id"), path.MatchRoot("sku_part_number"))},
				MarkdownDescription: "Id of the product, the same in every tenant. Exactly one of `sku_id` and `sku_part_number` must be set. Naming another product replaces the assignment.",
			},
			"sku_part_number": schema.StringAttribute{
				Optional: true, Computed: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
				MarkdownDescription: "Part number of the product, such as `DYN365_ENTERPRISE_SALES`; the data source `bcsales_license_skus` lists those of the tenant.",
			},
			"disabled_plans": schema.SetAttribute{
				ElementType: guid, Optional: true,
				MarkdownDescription: "Ids of the product's service plans that are off. All are on when it is left out, but those that a group switches off.",
			},
		},
	}
}
