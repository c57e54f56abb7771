// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package tablemapping manages the settings of integration table mappings.
package tablemapping

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/planmodifiers"
)

// maxName is the length of an integration table mapping's name in characters (BCApps, table 5335).
const maxName = 20

func mappingSchema() schema.Schema {
	replace := []planmodifier.String{planmodifiers.ReplaceFolded()}
	text := func(description string, values ...string) schema.StringAttribute {
		return schema.StringAttribute{
			Optional: true, Computed: true, MarkdownDescription: description,
			Validators:    []validator.String{stringvalidator.OneOf(values...)},
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
		}
	}
	flag := func(description string) schema.BoolAttribute {
		return schema.BoolAttribute{
			Optional: true, Computed: true, MarkdownDescription: description,
			PlanModifiers: []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
		}
	}
	return schema.Schema{
		MarkdownDescription: "Manages the settings of one integration table mapping of a company, such as `CUSTOMER`.\n\n" +
			"Business Central creates the mappings when the connection setups are enabled. This resource changes the settings that the configuration names and leaves the others as they are. " +
			"Enabling a setup resets all mappings to their defaults; `bcsales_dataverse_connection_setup` and `bcsales_sales_connection_setup` restore settings that differed when they enable a connection. " +
			"Destroy only removes the mapping from the state and leaves its settings as they are.",
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Required: true, PlanModifiers: replace,
				MarkdownDescription: "Id of the company in Business Central. Changing it replaces the resource.",
			},
			"name": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Required: true, PlanModifiers: replace,
				Validators:          []validator.String{framework.TextLength(1, maxName)},
				MarkdownDescription: "Name of the mapping, such as `CUSTOMER`, at most 20 characters, not case-sensitive. Changing it replaces the resource.",
			},
			"direction":                        text("Direction of synchronization: `bidirectional`, `to_dataverse` or `from_dataverse`.", directions().names()...),
			"synchronize_only_coupled_records": flag("Whether records without a coupling are skipped, rather than created on the other side."),
			"update_conflict_resolution":       text("What happens if both coupled records were changed: `none`, `send_update_to_dataverse` or `get_update_from_dataverse`. With `none` the record fails, both sides stay as they are, and the second failure makes Business Central skip the record; otherwise Business Central's or Dataverse's values win. After `send_update_to_dataverse` has resolved a conflict of a record, setting `none` again makes the next change of the record in Business Central fail as a conflict. Without effect unless `direction` is `bidirectional`.", updateResolutions().names()...),
			"deletion_conflict_resolution":     text("What happens if one of two coupled records was deleted: `none`, `restore_records` or `remove_coupling`. With `none` the record fails, and the second failure makes Business Central skip it; `restore_records` creates the deleted record again from the other side; `remove_coupling` removes the coupling and keeps the other record. With one direction, only the deletion of the record that is written to is found. A record that Business Central skips stays so until it is retried, for example with the action `bcsales_retry_skipped_records`.", deletionResolutions().names()...),
			"synchronization_enabled":          flag("Whether the mapping's recurring job runs; if `false`, it is on hold. Cannot be set for a mapping that has no job."),
		},
	}
}
