// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package integrationuser manages the Dataverse user that Business Central signs in with.
package integrationuser

import (
	"context"
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
			"With `application_id` it is an application user, created for the service principal of an app registration; it needs no license. " +
			"With `object_id` it is the user of an existing Microsoft 365 account; this resource then manages its access mode and whether it is enabled. " +
			"The account itself is managed elsewhere, for example with the `azuread` provider.\n\n" +
			"Business Central refuses a user with the role System Administrator, and so does this resource. The roles that the user needs come with the integration solutions: " +
			"assign them with `bcsales_security_role_assignment`. Business Central compares the ids of roles in the root business unit, so leave the user in that unit.\n\n" +
			"If the application user already exists, creation fails and names the import command, unless `adopt_existing` is `true`; " +
			"a user that this provider created earlier and disabled on destroy is enabled again. An adopted user is left as it is on destroy.\n\n" +
			"The user is neither disabled nor deleted while a connection of any company or environment signs in as this user: one that Sales links to (`nav_connection`), or a setup of the Business Central environment. " +
			"Nor does creation change the address, the business unit or the state of a user that is used so.",
		Attributes: map[string]schema.Attribute{
			"application_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, Computed: true, PlanModifiers: identity,
				Validators:          []validator.String{framework.AtLeastOneOf("application_id", "object_id")},
				MarkdownDescription: "Application (client) id of the app registration. Its service principal must exist in the tenant; creation waits for a new one within the create timeout. At least one of `application_id` and `object_id` must be set; both must name the same user. Changing it replaces the user.",
			},
			"object_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, Computed: true, PlanModifiers: identity,
				MarkdownDescription: "Object id of an existing Microsoft 365 account. Dataverse adds licensed accounts automatically; creation waits for that within the create timeout. For an application user this is the object id of its service principal, and can be left out. Changing it replaces the user.",
			},
			"business_unit_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Optional: true, Computed: true, PlanModifiers: known,
				MarkdownDescription: "Id of the application user's business unit; null for a Microsoft 365 account. Defaults to the root business unit, or that of a user that existed before; a user that somebody else moved is moved back. A change moves the user and assigns the new unit's copies of its roles.",
			},
			"internal_email_address": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Optional: true, Computed: true, PlanModifiers: known,
				Validators:          []validator.String{framework.TextLength(3, 100), stringvalidator.RegexMatches(emailPattern, "must be an e-mail address")},
				MarkdownDescription: "Primary e-mail address of the application user, from 3 to 100 characters; null for a Microsoft 365 account. Business Central finds the user by this address, so it must be unique. Default `bc-integration-<first 8 digits of application_id>@<host of dataverse_url>`. No mail is sent to it. A change is made in place; the connection setups must then name the new address.",
			},
			"access_mode": schema.StringAttribute{
				Optional: true, Computed: true, PlanModifiers: known,
				Validators:          []validator.String{stringvalidator.OneOf("read_write", "administrative", "read", "non_interactive")},
				MarkdownDescription: "Access mode of the Microsoft 365 account: `read_write`, `administrative`, `read` or `non_interactive`. An environment can have at most seven non-interactive accounts. Defaults to the mode that the account has. Null for application users, for which it cannot be set.",
			},
			"enabled": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(true),
				MarkdownDescription: "Whether the user is enabled. Default `true`.",
			},
			"adopt_existing": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(false),
				MarkdownDescription: "Whether to take over an existing application user instead of failing. It is then left as it is on destroy. Default `false`.",
			},
			"deletion_policy": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(policyDisable),
				Validators:          []validator.String{stringvalidator.OneOf(policyDisable, policyDelete, policyRetain)},
				MarkdownDescription: "What destroy does: `disable` (default) disables the user, `delete` permanently deletes an application user and fails while it owns records, `retain` leaves the user as it is. A user that a connection uses is left as it is in any case.",
			},
			"full_name":   schema.StringAttribute{Computed: true, PlanModifiers: known, MarkdownDescription: "Name of the user."},
			"is_licensed": schema.BoolAttribute{Computed: true, PlanModifiers: []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()}, MarkdownDescription: "Whether the user has a license. Application users need none."},
		},
	}
}

// validate refuses arguments that do not go together.
func validate(_ context.Context, config userModel) error {
	if !config.ApplicationID.IsNull() {
		if !config.AccessMode.IsNull() && !config.ApplicationID.IsUnknown() {
			return framework.Errorf("access_mode is for Microsoft 365 accounts", "Leave access_mode out, or use object_id.",
				"Dataverse does not let the access mode of an application user be changed.").At("access_mode")
		}
		return nil
	}
	if config.ObjectID.IsNull() {
		return nil // another validator refuses that
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
