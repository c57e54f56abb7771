// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

const (
	// defaultCouplings is how many couplings are read unless the configuration says otherwise.
	defaultCouplings = 1000
	// recentErrors is how far back an error is looked for.
	recentErrors = 1000
	// salesperson is the table that only salesperson couplings manage.
	salesperson = "salesperson"
)

type couplingsModel struct {
	framework.Bounded

	CompanyID customtypes.GUIDValue `tfsdk:"company_id"`
	Table     types.String          `tfsdk:"table"`
	Failed    types.Bool            `tfsdk:"failed"`
	Skipped   types.Bool            `tfsdk:"skipped"`
	Limit     types.Int64           `tfsdk:"limit"`
	Couplings []couplingEntry       `tfsdk:"record_couplings"`
}

type couplingEntry struct {
	Table               types.String          `tfsdk:"table"`
	TableID             types.Int64           `tfsdk:"table_id"`
	RecordID            customtypes.GUIDValue `tfsdk:"record_id"`
	RecordKey           types.String          `tfsdk:"record_key"`
	DataverseID         customtypes.GUIDValue `tfsdk:"dataverse_id"`
	FromResult          types.String          `tfsdk:"from_dataverse_result"`
	FromAt              types.String          `tfsdk:"from_dataverse_modified_at"`
	ToResult            types.String          `tfsdk:"to_dataverse_result"`
	ToAt                types.String          `tfsdk:"to_dataverse_modified_at"`
	Skipped             types.Bool            `tfsdk:"skipped"`
	LastError           types.String          `tfsdk:"last_error"`
	LastErrorOccurredAt types.String          `tfsdk:"last_error_occurred_at"`
}

// NewRecordCouplings returns the data source bcsales_record_couplings.
func NewRecordCouplings() datasource.DataSource {
	return framework.NewDataSource(framework.DataSourceDefinition[couplingsModel]{
		Name:        "record_couplings",
		Noun:        "record couplings",
		Schema:      couplingsSchema(),
		Needs:       framework.BusinessCentral,
		Permissions: framework.Permissions{Entra: framework.EntraBusinessCentral, BusinessCentral: framework.BusinessCentralReads},
		Read:        readCouplings,
	})
}

// couplingTables returns the numbers of the tables with couplings by the names that the configuration uses.
func couplingTables() map[string]int64 {
	all := tables()
	all[salesperson] = businesscentral.TableSalesperson
	return all
}

func couplingsSchema() schema.Schema {
	text := func(description string) schema.Attribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	guid := func(description string) schema.Attribute {
		return schema.StringAttribute{CustomType: customtypes.GUIDType{}, Computed: true, MarkdownDescription: description}
	}
	const result = "`Success` or `Failure`; null if there was none yet."
	return schema.Schema{
		MarkdownDescription: "Lists the couplings of a company: which record of Business Central and which row of Dataverse belong together, what became of the last synchronization in each direction, and the error where one failed. " +
			"Each argument that is set narrows the list; Business Central does the filtering. Records that are skipped synchronize again with the action `bcsales_retry_skipped_records`.",
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{CustomType: customtypes.GUIDType{}, Required: true, MarkdownDescription: "Id of the company in Business Central."},
			"table": schema.StringAttribute{
				Optional: true, Validators: []validator.String{stringvalidator.OneOf(slices.Sorted(maps.Keys(couplingTables()))...)},
				MarkdownDescription: "Only records of this table: `contact`, `currency`, `customer`, `customer_price_group`, `item`, `opportunity`, `resource`, `salesperson`, `unit_of_measure` or `vendor`.",
			},
			"failed":  schema.BoolAttribute{Optional: true, MarkdownDescription: "With `true`, only records whose last synchronization failed, in either direction."},
			"skipped": schema.BoolAttribute{Optional: true, MarkdownDescription: "With `true`, only records that synchronization skips after repeated failures. With `failed` too, those to which either applies."},
			"limit": schema.Int64Attribute{
				Optional: true, Validators: []validator.Int64{int64validator.Between(1, 20000)},
				MarkdownDescription: "Maximum number of couplings to read, from 1 to 20000. Default `1000`.",
			},
			"record_couplings": schema.ListNestedAttribute{
				Computed: true, MarkdownDescription: "The couplings.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"table":                      text("Name of the table, as `table` takes it; null for another table."),
					"table_id":                   schema.Int64Attribute{Computed: true, MarkdownDescription: "Number of the table."},
					"record_id":                  guid("Id of the record."),
					"record_key":                 text("Key of the record, such as a customer's number; null if the record no longer exists."),
					"dataverse_id":               guid("Id of the row in Dataverse."),
					"from_dataverse_result":      text("Result of the last synchronization from Dataverse: " + result),
					"from_dataverse_modified_at": text("Change of the record that was synchronized last (RFC 3339); null if there was none."),
					"to_dataverse_result":        text("Result of the last synchronization to Dataverse: " + result),
					"to_dataverse_modified_at":   text("Change of the row in Dataverse that was synchronized last (RFC 3339); null if there was none."),
					"skipped":                    schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether synchronization leaves the record out."},
					"last_error":                 text("The latest error about the record or its row; null if there is none among the latest 1000 errors of the company."),
					"last_error_occurred_at":     text("When that error occurred (RFC 3339)."),
				}},
			},
		},
	}
}

func readCouplings(ctx context.Context, clients *framework.Clients, config couplingsModel) (couplingsModel, error) {
	company := config.CompanyID.Canonical()
	rows, err := selectCouplings(ctx, clients.BusinessCentral, company, config)
	if err != nil {
		return config, err
	}
	var history []businesscentral.SynchronizationError
	if len(rows) > 0 {
		if history, err = clients.BusinessCentral.ErrorHistory(ctx, company, businesscentral.ErrorQuery{Top: recentErrors}); err != nil {
			return config, err
		}
	}
	names := map[int64]string{}
	for name, number := range couplingTables() {
		names[number] = name
	}
	config.Couplings = make([]couplingEntry, len(rows))
	for i, row := range rows {
		entry := couplingEntry{
			Table: customtypes.TextOrNull(names[row.TableID]), TableID: types.Int64Value(row.TableID),
			RecordID: customtypes.GUIDOrNull(row.RecordID), RecordKey: customtypes.TextOrNull(row.RecordKey), DataverseID: customtypes.GUIDOrNull(row.DataverseID),
			FromResult: resultOrNull(row.LastSynchResult), FromAt: customtypes.TimeOrNull(row.LastSynchModifiedOn),
			ToResult: resultOrNull(row.LastSynchCRMResult), ToAt: customtypes.TimeOrNull(row.LastSynchCRMModifiedOn),
			Skipped: types.BoolValue(row.Skipped), LastError: types.StringNull(), LastErrorOccurredAt: types.StringNull(),
		}
		// The history is sorted by its entries, the latest first.
		if at := slices.IndexFunc(history, func(e businesscentral.SynchronizationError) bool { return e.Concerns(row) }); at >= 0 {
			entry.LastError, entry.LastErrorOccurredAt = customtypes.TextOrNull(history[at].Text()), customtypes.TimeOrNull(history[at].Time)
		}
		config.Couplings[i] = entry
	}
	return config, nil
}

// selectCouplings reads the couplings that the configuration selects. Business Central takes no filter that joins different
// fields by "or", so each reason to list a coupling is a request.
func selectCouplings(ctx context.Context, client *businesscentral.Client, company string, config couplingsModel) ([]businesscentral.RecordCoupling, error) {
	query := businesscentral.RecordCouplingQuery{TableID: couplingTables()[config.Table.ValueString()], Top: defaultCouplings}
	if !config.Limit.IsNull() {
		query.Top = int(config.Limit.ValueInt64())
	}
	var reasons []businesscentral.CouplingTrouble
	if config.Failed.ValueBool() {
		reasons = append(reasons, businesscentral.FailedFromDataverse, businesscentral.FailedTowardsDataverse)
	}
	if config.Skipped.ValueBool() {
		reasons = append(reasons, businesscentral.LeftOut)
	}
	if len(reasons) == 0 {
		reasons = []businesscentral.CouplingTrouble{businesscentral.NoTrouble}
	}
	var found []businesscentral.RecordCoupling
	listed := map[string]bool{}
	for _, query.Trouble = range reasons {
		rows, err := client.RecordCouplings(ctx, company, query)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if !listed[row.ID] && len(found) < query.Top {
				listed[row.ID] = true
				found = append(found, row)
			}
		}
	}
	return found, nil
}

// resultOrNull is the result of a synchronization; null before the first.
func resultOrNull(o businesscentral.Option) types.String {
	if o.IsBlank() {
		return types.StringNull()
	}
	return types.StringValue(string(o))
}
