// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/planmodifiers"
)

// defaultProxyVersion is the SDK version that Business Central online uses; lower ones are treated like it.
const defaultProxyVersion = 100

func companyIDAttribute() schema.StringAttribute {
	return schema.StringAttribute{
		CustomType: customtypes.GUIDType{}, Required: true, PlanModifiers: []planmodifier.String{planmodifiers.ReplaceFolded()},
		MarkdownDescription: "Id of the company in Business Central. Changing it replaces the setup.",
	}
}

func proxyVersionAttribute(off string) schema.Int64Attribute {
	return schema.Int64Attribute{
		Optional: true, Computed: true, Default: int64default.StaticInt64(defaultProxyVersion),
		Validators:          []validator.Int64{int64validator.AtLeast(1)},
		MarkdownDescription: "Version of the Dataverse SDK that Business Central connects with. Default `100`; Business Central online treats any lower value as 100. " + off,
	}
}

func dataverseSchema() schema.Schema {
	const orchestrated = "A change while the setup is enabled turns both connections off and on again."
	return schema.Schema{
		MarkdownDescription: "The Dataverse connection setup of a Business Central company (table 7200, page **Dataverse Connection Setup**): " +
			"which Dataverse environment it is connected with, which user Business Central signs in as, and who owns synchronized records.\n\n" +
			"Before anything is written, everything that Business Central requires is checked, and all that is missing is reported at once: the base integration solution, " +
			"the integration user and its roles, the company's row with its owning team and business unit, and the local currency.\n\n" +
			"Changing `environment_url`, `user_name`, `ownership_model` or `proxy_version` of an enabled setup is one orchestrated update: the Sales connection is turned off, then this one; " +
			"the values are written; this connection is turned on; URL and user are copied to the Sales connection setup; and the Sales connection is turned on with its previous settings. " +
			"The same happens when this connection has to be turned on or off while the Sales connection is on. After a failure both connections stay off, and the error says so. " +
			"Enabling resets table mappings to their defaults; settings that differed are restored afterwards. Couplings of units of measure are lost.\n\n" +
			"A company that Sales links to in another Business Central environment is refused in the plan, see `take_over_connection`.\n\n" +
			"An existing setup that is disabled, or that has the same values, is taken over and left in place on destroy; only a setup that the provider's own identity made, as in an apply that was cut short, is deleted. An enabled one with other values must be imported.",
		Attributes: map[string]schema.Attribute{
			"company_id": companyIDAttribute(),
			"environment_url": schema.StringAttribute{
				Required:            true,
				Validators:          []validator.String{originValidator{}},
				MarkdownDescription: "Address of the Dataverse environment, such as `https://contoso.crm4.dynamics.com`. It must be the environment of the provider's `dataverse_url`. " + orchestrated,
			},
			"user_name": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Required: true,
				Validators: []validator.String{emailValidator{}},
				MarkdownDescription: "E-mail address by which Business Central finds the integration user in Dataverse: `internal_email_address` of `bcsales_integration_user`. " +
					"Exactly one enabled user must have this address; otherwise the setup is refused before anything is written. " + orchestrated,
			},
			"authentication": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString("certificate"),
				Validators:          []validator.String{stringvalidator.OneOf("certificate")},
				MarkdownDescription: "How Business Central signs in to Dataverse. Default and only value: `certificate`, the method that Microsoft supports for Business Central online.",
			},
			"ownership_model": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(modelTeam),
				Validators: []validator.String{stringvalidator.OneOf(modelTeam, modelPerson)},
				MarkdownDescription: "Who owns records that come from Business Central: `team` (the company's owning team) or `person` (the user with whom the record's salesperson is coupled). " +
					"Default `team`. `person` requires a business unit of the company's own. " + orchestrated,
			},
			"business_unit_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Required: true,
				MarkdownDescription: "Id of the business unit of the company's owning team: `business_unit_id` of `bcsales_dataverse_company`. A change does not turn anything off.",
			},
			"business_unit_name": schema.StringAttribute{
				Required: true, Validators: []validator.String{framework.TextLength(1, 160)},
				MarkdownDescription: "Name of that business unit: `business_unit_name` of `bcsales_dataverse_company`. Business Central compares id and name. A change does not turn anything off.",
			},
			"proxy_version": proxyVersionAttribute(orchestrated),
			"enabled": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(true),
				MarkdownDescription: "Whether the connection is enabled. Default `true`. Turning it off turns the Sales connection off first.",
			},
			"consent_acknowledged": schema.BoolAttribute{
				Required: true,
				MarkdownDescription: "Must be `true` to enable the connection. It replaces the consent screen of the assisted setup, which says that the company's data is exchanged with Dataverse, " +
					"possibly in another geography and under other terms. Reads as `true` while the setup is enabled; has no effect while it is disabled.",
			},
			"take_over_connection": flag(false, "Whether this environment takes the company's connection over from another Business Central environment that Sales links to, which is refused otherwise. "+
				"Set it on both connection setups when the environment was renamed or moved for good; never in a copy that works on the original's Dataverse. Sales then links to this environment only. Default `false`."),
			"authentication_type": schema.StringAttribute{
				Computed: true, MarkdownDescription: "Authentication type as stored in Business Central: `Office365` (shown as OAuth 2.0), `AD`, `IFD` or `OAuth`.",
			},
			"base_currency_code": schema.StringAttribute{
				Computed: true, MarkdownDescription: "Code of the environment's base currency, read when the connection was enabled.",
			},
			"mapping_snapshot_kept": schema.BoolAttribute{
				Computed: true, MarkdownDescription: "Whether the companion extension keeps settings of table mappings that an interrupted update did not write back. The next apply writes them back, except where somebody has changed a setting since.",
			},
			"disable_reason": schema.StringAttribute{
				Computed: true, MarkdownDescription: "Why Business Central disabled the connection; null if it did not.",
			},
		},
	}
}
