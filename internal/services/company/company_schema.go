// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package company

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/planmodifiers"
)

// Values of deletion_policy.
const (
	policyRetain = "retain"
	policyDelete = "delete"
)

// Lengths of Company.Name, "Display Name" and "Business Profile Id".
const (
	nameLength    = 30
	displayLength = 250
)

// trimmedPattern refuses spaces at the ends, which the name of a company does not keep.
var trimmedPattern = regexp.MustCompile(`^\S(.*\S)?$`)

func resourceSchema() schema.Schema {
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	return schema.Schema{
		MarkdownDescription: "Makes a company in the Business Central environment.\n\n" +
			"~> **A new company is not initialized.** The automation API makes an empty company: its setup tables, number series and company information are filled only when " +
			"somebody opens the company for the first time and runs its setup, or when a configuration package is imported. A connection with Dataverse needs at least the local " +
			"currency code (`LCY Code`) in the General Ledger Setup, so set the company up before `bcsales_dataverse_connection_setup`.\n\n" +
			"A company that exists already is refused, with the import command, unless `adopt_existing` is set. Destroy leaves a company in place unless `deletion_policy` is `delete`; " +
			"a company that was adopted is always left. Deleting a company deletes all its data, and the environment's last company cannot be deleted.",
		Attributes: map[string]schema.Attribute{
			"name": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Required: true, PlanModifiers: []planmodifier.String{planmodifiers.ReplaceFolded()},
				Validators: []validator.String{
					stringvalidator.UTF8LengthBetween(1, nameLength),
					stringvalidator.RegexMatches(trimmedPattern, "must not begin or end with a space"),
				},
				MarkdownDescription: "Name of the company, its key, at most 30 characters. Letter case does not matter. Changing it replaces the company.",
			},
			"display_name": schema.StringAttribute{
				Optional: true, Computed: true, PlanModifiers: keep,
				Validators: []validator.String{
					stringvalidator.UTF8LengthBetween(1, displayLength),
					stringvalidator.RegexMatches(trimmedPattern, "must not begin or end with a space"),
				},
				MarkdownDescription: "Name that people see, at most 250 characters. A new company gets `name` when it is left out.",
			},
			"business_profile_id": schema.StringAttribute{
				Optional: true, Computed: true, PlanModifiers: keep,
				Validators:          []validator.String{stringvalidator.UTF8LengthAtMost(displayLength)},
				MarkdownDescription: "Id of the business profile that the company is linked to.",
			},
			"adopt_existing": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(false),
				MarkdownDescription: "Whether a company of this name that exists already is taken over in the place of an error. Default `false`.",
			},
			"deletion_policy": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(policyRetain),
				Validators:          []validator.String{stringvalidator.OneOf(policyRetain, policyDelete)},
				MarkdownDescription: "What destroy does: `retain` (default) leaves the company, `delete` deletes it with all its data.",
			},
			"evaluation_company": schema.BoolAttribute{
				Computed: true, PlanModifiers: []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
				MarkdownDescription: "Whether the company is for evaluation only. A company made here is not.",
			},
		},
	}
}
