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

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
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
		MarkdownDescription: "Creates a company in the Business Central environment.\n\n" +
			"~> **A new company is not initialized.** The automation API creates an empty company: its setup tables, number series and company information are filled only when " +
			"somebody opens the company for the first time and runs its setup, or when a configuration package is imported. The connection with Dataverse requires at least the local " +
			"currency code (`LCY Code`) in the General Ledger Setup, so set the company up before `bcsales_dataverse_connection_setup`.\n\n" +
			"If the company already exists, creation fails and names the import command, unless `adopt_existing` is `true`. Destroy leaves the company in place unless `deletion_policy` is `delete`; " +
			"an adopted company is always left in place. Deleting a company deletes all its data, and the environment's last company cannot be deleted.",
		Attributes: map[string]schema.Attribute{
			"name": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Required: true, PlanModifiers: []planmodifier.String{planmodifiers.ReplaceFolded()},
				Validators: []validator.String{
					framework.TextLength(1, nameLength),
					stringvalidator.RegexMatches(trimmedPattern, "must not begin or end with a space"),
				},
				MarkdownDescription: "Name of the company, by which Business Central identifies it; at most 30 characters, not case-sensitive. Changing it replaces the company. A company that somebody renames in Business Central is followed.",
			},
			"display_name": schema.StringAttribute{
				Optional: true, Computed: true, PlanModifiers: keep,
				Validators: []validator.String{
					framework.TextLength(1, displayLength),
					stringvalidator.RegexMatches(trimmedPattern, "must not begin or end with a space"),
				},
				MarkdownDescription: "Display name, at most 250 characters. Defaults to `name` for a new company. Can be changed in place.",
			},
			"business_profile_id": schema.StringAttribute{
				Optional: true, Computed: true, PlanModifiers: keep,
				Validators:          []validator.String{framework.TextLength(0, displayLength)},
				MarkdownDescription: "Id of the business profile that the company is linked to, at most 250 characters. Can be changed in place.",
			},
			"adopt_existing": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(false),
				MarkdownDescription: "Whether to take over an existing company with this name instead of failing. It is then left in place on destroy. Default `false`.",
			},
			"deletion_policy": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(policyRetain),
				Validators:          []validator.String{stringvalidator.OneOf(policyRetain, policyDelete)},
				MarkdownDescription: "What destroy does: `retain` (default) leaves the company, `delete` deletes it with all its data.",
			},
			"evaluation_company": schema.BoolAttribute{
				Computed: true, PlanModifiers: []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
				MarkdownDescription: "Whether the company is an evaluation company. A company created by this resource is not.",
			},
		},
	}
}
