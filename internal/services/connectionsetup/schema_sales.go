// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package connectionsetup

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

func flag(value bool, description string) schema.BoolAttribute {
	return schema.BoolAttribute{Optional: true, Computed: true, Default: booldefault.StaticBool(value), MarkdownDescription: description}
}

func salesSchema() schema.Schema {
	const again = "A change while the setup is enabled turns the connection off and on again, which resets its table mappings."
	return schema.Schema{
		MarkdownDescription: "The Dynamics 365 Sales connection setup of a Business Central company (page **Microsoft Dynamics 365 Connection Setup**, table 5330). " +
			"It stands on the Dataverse connection: let it depend on `bcsales_dataverse_connection_setup` of the same company. URL and user are copied from there.\n\n" +
			"Before anything is written the Sales integration solution, the user's two roles and the local currency are checked. The setup counts as enabled only when Business Central's own test of the connection " +
			"and of the user's roles passes too; otherwise it is turned off again and the errors are reported.\n\n" +
			"A disabled setup that exists already, or one with the same values, is taken over and left in place on destroy. An enabled one with other values has to be imported.",
		Attributes: map[string]schema.Attribute{
			"company_id": companyIDAttribute(),
			"business_central_url": schema.StringAttribute{
				Optional: true, Computed: true,
				Validators: []validator.String{stringvalidator.UTF8LengthBetween(1, 250), addressValidator{}},
				MarkdownDescription: "Address of the Business Central web client that Sales links to. Business Central adds the company as a parameter, which is left out when values are compared. " +
					"Default: the environment's own address.",
			},
			"proxy_version":     proxyVersionAttribute(again),
			"enabled":           flag(true, "Whether the connection is on. Default `true`. While it is off, the jobs of Sales tables are on hold; what the Dataverse connection synchronizes goes on."),
			"item_availability": flag(false, "Whether Sales users see the availability of items. Default `false`."),
			"legacy_sales_orders": flag(false, "Whether submitted Sales orders are taken over (the organization's setting `issopintegrationenabled`, which all companies share). "+
				"Default `false`. Business Central does not turn it off while submitted orders exist."),
			"auto_create_sales_orders":   flag(false, "Whether orders are created of submitted Sales orders by themselves. Default `false`. Needs `legacy_sales_orders`."),
			"bidirectional_sales_orders": flag(false, "Whether orders are synchronized both ways. Default `false`. Excludes `legacy_sales_orders`."),
			"auto_process_sales_quotes":  flag(false, "Whether Sales quotes are processed by themselves. Default `false`."),
			"unit_group_mapping": flag(true, "Whether unit groups are mapped in place of units of measure. Default `true`. "+again+
				" Turning it on removes the couplings of units of measure; turning it off removes those of unit groups and of the units of items and resources."),
			"environment_url": schema.StringAttribute{
				Computed: true, MarkdownDescription: "Address of the Dataverse environment, as the Dataverse connection setup has it.",
			},
			"user_name": schema.StringAttribute{
				Computed: true, MarkdownDescription: "E-mail address of the integration user, as the Dataverse connection setup has it.",
			},
			"solution_installed": schema.BoolAttribute{
				Computed: true, MarkdownDescription: "Whether Business Central found the Sales integration solution when the connection was enabled.",
			},
			"crm_version": schema.StringAttribute{
				Computed: true, MarkdownDescription: "Version of Dynamics 365 Sales that Business Central found when the connection was enabled.",
			},
			"disable_reason": schema.StringAttribute{
				Computed: true, MarkdownDescription: "Why Business Central turned the connection off by itself.",
			},
		},
	}
}
