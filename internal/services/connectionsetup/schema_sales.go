// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

func flag(value bool, description string) schema.BoolAttribute {
	return schema.BoolAttribute{Optional: true, Computed: true, Default: booldefault.StaticBool(value), MarkdownDescription: description}
}

func salesSchema() schema.Schema {
	const again = "A change while the setup is enabled turns the connection off and on again, which resets its table mappings."
	return schema.Schema{
		MarkdownDescription: "The Dynamics 365 Sales connection setup of a Business Central company (table 5330; page **Dynamics 365 Sales Integration Setup**, which Microsoft's documentation also calls **Microsoft Dynamics 365 Connection Setup**). " +
			"It builds on the Dataverse connection: make it depend on the `bcsales_dataverse_connection_setup` of the same company, from which it takes URL and user.\n\n" +
			"Before anything is written, the Sales integration solution, the integration user's two roles and the local currency are checked. The setup counts as enabled only if Business Central's own tests of the connection " +
			"and of the user's roles pass too; otherwise it is turned off again and the errors are reported.\n\n" +
			"A company that Sales links to in another Business Central environment is refused in the plan, see `take_over_connection`.\n\n" +
			"An existing setup that is disabled, or that has the same values, is taken over and left in place on destroy; only a setup that the provider's own identity made, as in an apply that was cut short, is deleted. An enabled one with other values must be imported.",
		Attributes: map[string]schema.Attribute{
			"company_id": companyIDAttribute(),
			"business_central_url": schema.StringAttribute{
				Optional: true, Computed: true,
				Validators: []validator.String{framework.TextLength(1, 250), addressValidator{}},
				MarkdownDescription: "Address of the Business Central web client that Sales links to, with https and a host of Business Central. Business Central adds the company as a parameter, which is ignored when values are compared. " +
					"Default: the environment's own address.",
			},
			"proxy_version":     proxyVersionAttribute(again),
			"enabled":           flag(true, "Whether the connection is enabled. Default `true`. While it is disabled, the jobs of Sales tables are on hold; what the Dataverse connection synchronizes continues."),
			"item_availability": flag(false, "Whether users see item availability in Sales. Default `false`."),
			"legacy_sales_orders": flag(false, "Whether Business Central receives orders that were submitted in Sales (legacy sales order integration). This is the setting `issopintegrationenabled` of the Dataverse organization, which all companies share. "+
				"Default `false`. It cannot be turned off while submitted orders exist."),
			"auto_create_sales_orders":   flag(false, "Whether a sales order is created automatically for each order submitted in Sales. Default `false`. Requires `legacy_sales_orders`."),
			"bidirectional_sales_orders": flag(false, "Whether sales orders are synchronized in both directions. Default `false`. Cannot be combined with `legacy_sales_orders`."),
			"auto_process_sales_quotes":  flag(false, "Whether quotes from Sales are processed automatically. Default `false`."),
			"unit_group_mapping": flag(true, "Whether unit groups are mapped instead of units of measure. Default `true`. "+again+
				" Turning it on removes the couplings of units of measure; turning it off removes those of unit groups and of item and resource units of measure."),
			"take_over_connection": flag(false, "Whether this environment takes the company's connection over from another Business Central environment that Sales links to, which is refused otherwise. "+
				"Set it on both connection setups when the environment was renamed or moved for good; never in a copy that works on the original's Dataverse. Sales then links to this environment only. Default `false`."),
			"environment_url": schema.StringAttribute{
				Computed: true, MarkdownDescription: "Address of the Dataverse environment, from the Dataverse connection setup.",
			},
			"user_name": schema.StringAttribute{
				Computed: true, MarkdownDescription: "E-mail address of the integration user, from the Dataverse connection setup.",
			},
			"solution_installed": schema.BoolAttribute{
				Computed: true, MarkdownDescription: "Whether Business Central found the Sales integration solution when the connection was enabled.",
			},
			"crm_version": schema.StringAttribute{
				Computed: true, MarkdownDescription: "Version of Dynamics 365 Sales that Business Central found when the connection was enabled.",
			},
			"disable_reason": schema.StringAttribute{
				Computed: true, MarkdownDescription: "Why Business Central disabled the connection; null if it did not.",
			},
		},
	}
}
