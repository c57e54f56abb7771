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

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
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

// defaultMappings describes what a run without mappings synchronizes, and what one with mappings must name.
const defaultMappings = "Default: all that the review proposes but `SALESPEOPLE`, which runs only when it is named. A mapping that one of them depends on must be named too, unless it is `SALESPEOPLE` or has no records."

func initialSchema() schema.Schema {
	name := framework.TextLength(1, maxMappingName)
	return schema.Schema{
		MarkdownDescription: "Runs the initial synchronization of a company. Business Central's review of the full synchronization is generated and started once, when this resource is created or replaced.\n\n" +
			"The Sales connection must be enabled. For each table mapping, Business Central recommends a full synchronization, or coupling of matching records if both sides hold data, or nothing if there are no records. " +
			"The mapping `SALESPEOPLE`, which exists with the ownership model Person, runs only when `mappings` names it: it makes a new salesperson of each enabled, licensed user who has no coupling, even when a salesperson with the same e-mail address exists, and overwrites the name, e-mail address and phone number of each coupled salesperson with those of the user. The plan names the users without a coupling, and the run counts the new salespeople; an exclusive `bcsales_salesperson_couplings` removes their couplings at its next apply unless it names them.\n\n" +
			"A new run is planned when `triggers` changes, when the company no longer has a connection setup, or when no synchronization was ever run in the company, for example after the environment or the company was copied. If creation is interrupted while the run is under way, the next apply waits for the same run and starts no other. Destroy only removes the run from the state: synchronized records and couplings stay.",
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{
				CustomType: customtypes.GUIDType{}, Required: true, PlanModifiers: []planmodifier.String{planmodifiers.ReplaceFolded()},
				MarkdownDescription: "Id of the company in Business Central. Changing it replaces the resource and so runs the synchronization in the new company.",
			},
			"mappings": schema.SetAttribute{
				ElementType: customtypes.FoldedType{}, Optional: true,
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(name)},
				MarkdownDescription: "Names of the table mappings to synchronize, such as `CUSTOMER`, not case-sensitive. " + defaultMappings + " A change takes effect in the next run.",
			},
			"match_fields": schema.MapAttribute{
				ElementType: types.ListType{ElemType: customtypes.FoldedType{}}, Optional: true,
				Validators: []validator.Map{mapvalidator.KeysAre(name), mapvalidator.ValueListsAre(listvalidator.SizeAtLeast(1), listvalidator.UniqueValues())},
				MarkdownDescription: "Table mapping => the Business Central fields by which its records are matched for coupling, in order of priority, such as `{ CUSTOMER = [\"E-Mail\", \"Name\"] }`; names are not case-sensitive. " +
					"Customers, vendors, contacts and items have no match fields by default, and a mapping that the review would couple is refused without them. A change is written at once and takes effect in the next run.",
			},
			"create_unmatched": schema.SetAttribute{
				ElementType: customtypes.FoldedType{}, Optional: true, Validators: []validator.Set{setvalidator.ValueStringsAre(name)},
				MarkdownDescription: "Names of the table mappings that create a new record where no match is found, not case-sensitive. Mappings that were never named keep Business Central's default; a mapping that is no longer named stops creating records. A change is written at once and takes effect in the next run.",
			},
			"triggers": schema.MapAttribute{
				ElementType: types.StringType, Optional: true,
				MarkdownDescription: "Arbitrary values; a change replaces the resource and so runs the synchronization again. Values that are first set after an import are recorded without a run.",
			},
			"wait_for_completion": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(true),
				MarkdownDescription: "Whether creation waits until all mappings are done. Default `true`. If `false`, the results appear in later refreshes.",
			},
			"on_error": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(onErrorFail),
				Validators:          []validator.String{stringvalidator.OneOf(onErrorFail, onErrorWarn)},
				MarkdownDescription: "What happens if records fail: `fail` (default) makes creation fail, so that the next apply runs the synchronization again; `warn` only warns. A change to `warn` after a creation that failed accepts the failures: no other run is started.",
			},
			"when_populated": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(populatedCouple),
				Validators:          []validator.String{stringvalidator.OneOf(populatedCouple, populatedFail)},
				MarkdownDescription: "How to treat a mapping if both sides hold data: `couple` (default) follows the review's recommendation to couple matching records; `fail` stops before anything is started.",
			},
			"run_id":      schema.StringAttribute{CustomType: customtypes.GUIDType{}, Computed: true, MarkdownDescription: "Id of the latest run."},
			"status":      schema.StringAttribute{Computed: true, MarkdownDescription: "`running`, `succeeded` or `failed`."},
			"started_at":  schema.StringAttribute{Computed: true, MarkdownDescription: "When the first job started (RFC 3339)."},
			"finished_at": schema.StringAttribute{Computed: true, MarkdownDescription: "When the last job finished (RFC 3339)."},
			"results": schema.MapNestedAttribute{
				Computed: true, MarkdownDescription: "Result of each table mapping, by name.",
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
		"status":         text("`finished`, `failed`, `running`, `waiting`, or `blocked` if a mapping that it depends on failed."),
		"inserted":       number("Number of records that were created. Those that had no match are counted only if creation waited for the run."),
		"modified":       number("Number of records that were changed."),
		"unchanged":      number("Number of records that were already equal."),
		"skipped":        number("Number of records that were skipped."),
		"failed":         number("Number of records that failed."),
		"first_error":    text("Error of the first record that failed; null if none failed."),
	}
}
