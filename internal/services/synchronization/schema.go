// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

// Package synchronization runs the initial full synchronization between Business Central and Sales.
package synchronization

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/planmodifiers"
)

// Values of on_error and when_populated.
const (
	onErrorFail     = "fail"
	onErrorWarn     = "warn"
	populatedCouple = "couple"
	populatedFail   = "fail"
)

// maxMappingName is the length of an integration table mapping's name in characters (BCApps, table 5335).
const maxMappingName = 20

func initialSchema() schema.Schema {
	name := stringvalidator.UTF8LengthBetween(1, maxMappingName)
	return schema.Schema{
		MarkdownDescription: "Runs the initial synchronization of a company: Business Central's review of the full synchronization is generated and started once, when this resource is created or replaced.\n\n" +
			"The Sales connection must be enabled. Business Central recommends for each table mapping either a full synchronization, or coupling of matching records when both sides hold data, or nothing when there are no records. " +
			"With the ownership model Person the mapping `SALESPEOPLE` overwrites name, e-mail address and phone number of coupled salespeople with those of their users.\n\n" +
			"A new run takes place when `triggers` changes, when the company has no connection setup any more, or when nothing was ever run in it. Destroy forgets the run and changes nothing.",
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Required: true, PlanModifiers: []planmodifier.String{planmodifiers.ReplaceFolded()},
				MarkdownDescription: "Id of the company in Business Central. Changing it runs the synchronization in the other company.",
			},
			"mappings": schema.SetAttribute{
				ElementType: types.StringType, Optional: true,
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(name)},
				MarkdownDescription: "Names of the table mappings to synchronize, such as `CUSTOMER`. Default: all that the review proposes. A mapping that one of them depends on must be named too, or be finished. A change takes effect in the next run.",
			},
			"match_fields": schema.MapAttribute{
				ElementType: types.ListType{ElemType: types.StringType}, Optional: true,
				Validators: []validator.Map{mapvalidator.KeysAre(name), mapvalidator.ValueListsAre(listvalidator.SizeAtLeast(1), listvalidator.UniqueValues())},
				MarkdownDescription: "For each named table mapping the fields of Business Central by which records are matched for coupling, in order of priority, such as `{ CUSTOMER = [\"E-Mail\", \"Name\"] }`. " +
					"Customers, vendors, contacts and items have none by default, and a mapping that the review would couple is refused without.",
			},
			"create_unmatched": schema.SetAttribute{
				ElementType: types.StringType, Optional: true, Validators: []validator.Set{setvalidator.ValueStringsAre(name)},
				MarkdownDescription: "Names of the table mappings for which a new record is made where no match is found. Mappings that were never named keep Business Central's default; one that is no longer named makes none.",
			},
			"triggers": schema.MapAttribute{
				ElementType: types.StringType, Optional: true,
				MarkdownDescription: "Any values; a change runs the synchronization again. Values that are added after an import are recorded without a run.",
			},
			"wait_for_completion": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(true),
				MarkdownDescription: "Whether creation waits until all mappings are done. Otherwise the results appear with later refreshes.",
			},
			"on_error": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(onErrorFail),
				Validators:          []validator.String{stringvalidator.OneOf(onErrorFail, onErrorWarn)},
				MarkdownDescription: "What failed records mean: `fail` makes creation fail, so that the next apply runs again; `warn` only warns.",
			},
			"when_populated": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(populatedCouple),
				Validators:          []validator.String{stringvalidator.OneOf(populatedCouple, populatedFail)},
				MarkdownDescription: "What to do with a mapping where both sides hold data: `couple` follows the review's recommendation to couple matching records; `fail` refuses before anything starts.",
			},
			"run_id":      schema.StringAttribute{CustomType: customtypes.GUIDType{}, Computed: true, MarkdownDescription: "Id of the latest run."},
			"status":      schema.StringAttribute{Computed: true, MarkdownDescription: "`running`, `succeeded` or `failed`."},
			"started_at":  schema.StringAttribute{Computed: true, MarkdownDescription: "When the first job started (RFC 3339)."},
			"finished_at": schema.StringAttribute{Computed: true, MarkdownDescription: "When the last job finished (RFC 3339)."},
			"results": schema.MapNestedAttribute{
				Computed: true, MarkdownDescription: "What became of each table mapping, by name.",
				NestedObject: schema.NestedAttributeObject{Attributes: resultAttributes()},
			},
		},
	}
}

func resultAttributes() map[string]schema.Attribute {
	text := func(description string) schema.Attribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	number := func(description string) schema.Attribute {
		return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
	}
	return map[string]schema.Attribute{
		"recommendation": text("Business Central's recommendation: `Full Synchronization`, `Couple Records` or `No Records Found`."),
		"status":         text("`finished`, `failed`, `running`, `waiting`, or `blocked` when a mapping that it depends on failed."),
		"inserted":       number("Number of records that were made."),
		"modified":       number("Number of records that were changed."),
		"unchanged":      number("Number of records that were equal already."),
		"skipped":        number("Number of records that were left out."),
		"failed":         number("Number of records that failed."),
		"first_error":    text("The first record's error, when there is one."),
	}
}
