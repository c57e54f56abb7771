// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package integrationuser manages the Dataverse user that Business Central signs in with.
package integrationuser

import (
	"context"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
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
	policyDisable = "disable"
	policyDelete  = "delete"
	policyRetain  = "retain"
)

var emailPattern = regexp.MustCompile(`^[^@\s]+@[^@\s]+$`)

func userSchema() schema.Schema {
	identity := []planmodifier.String{planmodifiers.ReplaceFolded(), stringplanmodifier.UseStateForUnknown()}
	known := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	return schema.Schema{
		MarkdownDescription: "The account that Business Central signs in to Dataverse with.\n\n" +
			"With `application_id` it is an application user, made for the service principal of an app registration; it needs no license. " +
			"With `object_id` it is the user of an existing Microsoft 365 account, of which this resource manages the access mode and whether it is enabled; " +
			"the account itself belongs to the `azuread` provider.\n\n" +
			"Business Central refuses a user with the role System Administrator, so this resource does too. The roles that it needs come with the integration solutions: " +
			"assign them with `bcsales_security_role_assignment`. Business Central compares role ids of the root business unit, so leave the user there.\n\n" +
			"An application user that exists already is an error that names the import command, unless `adopt_existing` is `true`; " +
			"one that this provider made in an earlier run and then disabled is taken up again. What was adopted is left as it is on destroy.",
		Attributes: map[string]schema.Attribute{
			"application_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, Computed: true, PlanModifiers: identity,
				Validators:          []validator.String{stringvalidator.ExactlyOneOf(path.MatchRoot("application_id"), path.MatchRoot("object_id"))},
				MarkdownDescription: "Application (client) id of the app registration. Its service principal must be in the tenant; a new one is waited for within the create timeout. Exactly one of `application_id` and `object_id` must be set. Changing it replaces the user.",
			},
			"object_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, Computed: true, PlanModifiers: identity,
				MarkdownDescription: "Object id of an existing Microsoft 365 account. Dataverse adds licensed accounts by itself, which is waited for within the create timeout. For an application user it is the service principal's object id. Changing it replaces the user.",
			},
			"business_unit_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, Computed: true, PlanModifiers: known,
				MarkdownDescription: "Business unit of the application user; by default the root. A change moves the user and gives it the copies of its roles there.",
			},
			"internal_email_address": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Optional: true, Computed: true, PlanModifiers: known,
				Validators:          []validator.String{stringvalidator.UTF8LengthBetween(3, 100), stringvalidator.RegexMatches(emailPattern, "must be an e-mail address")},
				MarkdownDescription: "Primary e-mail address of the application user. Business Central finds the user by it, so it must be unique. Default `bc-integration-<first 8 digits of application_id>@<host of dataverse_url>`, sent on creation; no mail is ever sent to it.",
			},
			"access_mode": schema.StringAttribute{
				Optional: true, Computed: true, PlanModifiers: known,
				Validators:          []validator.String{stringvalidator.OneOf("read_write", "administrative", "read", "non_interactive")},
				MarkdownDescription: "Access mode of the Microsoft 365 account: `read_write`, `administrative`, `read` or `non_interactive`. An environment may have seven non-interactive accounts. The access mode of application users cannot be changed.",
			},
			"enabled": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(true),
				MarkdownDescription: "Whether the user may sign in. Default `true`.",
			},
			"adopt_existing": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(false),
				MarkdownDescription: "Whether to take over an application user that exists already. It then stays as it is on destroy. Default `false`.",
			},
			"deletion_policy": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(policyDisable),
				Validators:          []validator.String{stringvalidator.OneOf(policyDisable, policyDelete, policyRetain)},
				MarkdownDescription: "What destroy does: `disable` (default) disables the user, `delete` deletes an application user permanently unless it owns records, `retain` leaves it as it is.",
			},
			"full_name":   schema.StringAttribute{Computed: true, PlanModifiers: known, MarkdownDescription: "Name of the user."},
			"is_licensed": schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether the user has a license. Application users need none."},
		},
	}
}

// validate refuses arguments that do not go together.
func validate(_ context.Context, config userModel) error {
	if config.ObjectID.IsNull() {
		if !config.AccessMode.IsNull() && !config.ApplicationID.IsNull() {
			return framework.Errorf("access_mode is for Microsoft 365 accounts", "Leave access_mode out, or use object_id.",
				"Dataverse does not let the access mode of an application user be changed.").At("access_mode")
		}
		return nil
	}
	for _, argument := range []struct {
		name string
		set  bool
	}{{"business_unit_id", !config.BusinessUnitID.IsNull()}, {"internal_email_address", !config.Email.IsNull()}} {
		if argument.set {
			return framework.Errorf(argument.name+" is for application users", "Leave "+argument.name+" out, or use application_id.",
				"Of a Microsoft 365 account this resource manages the access mode and whether it is enabled.").At(argument.name)
		}
	}
	if config.DeletionPolicy.ValueString() == policyDelete {
		return framework.Errorf("A Microsoft 365 account cannot be deleted from Dataverse", "Use \"disable\" or \"retain\".",
			"Dataverse deletes the user of an account only after the account itself was deleted from Microsoft Entra ID.").At("deletion_policy")
	}
	return nil
}
