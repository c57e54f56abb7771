// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// IDArgument narrows a list by an id.
func IDArgument(description string) schema.StringAttribute {
	return schema.StringAttribute{CustomType: customtypes.GUIDType{}, Optional: true, MarkdownDescription: description}
}

// TextArgument narrows a list by a text of at most so many characters.
func TextArgument(most int, description string) schema.StringAttribute {
	return schema.StringAttribute{Optional: true, Validators: []validator.String{TextLength(1, most)}, MarkdownDescription: description}
}

// FlagArgument narrows a list by what is or is not.
func FlagArgument(description string) schema.BoolAttribute {
	return schema.BoolAttribute{Optional: true, MarkdownDescription: description}
}

// CompanyArgument describes the argument of [CompanyFilter].
func CompanyArgument() schema.StringAttribute {
	return IDArgument("Only what belongs to the company with this id in Business Central. If omitted, all companies are listed, one after the other.")
}
