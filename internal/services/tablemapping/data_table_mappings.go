// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package tablemapping

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type mappingsModel struct {
	framework.Bounded

	CompanyID                     customtypes.GUIDValue   `tfsdk:"company_id"`
	Name                          customtypes.FoldedValue `tfsdk:"name"`
	SynchronizeOnlyCoupledRecords types.Bool              `tfsdk:"synchronize_only_coupled_records"`
	CreateUnmatched               types.Bool              `tfsdk:"create_unmatched"`
	TableMappings                 []mappingEntry          `tfsdk:"table_mappings"`
}

type mappingEntry struct {
	Name                          types.String   `tfsdk:"name"`
	TableID                       types.Int64    `tfsdk:"table_id"`
	IntegrationTableID            types.Int64    `tfsdk:"integration_table_id"`
	Direction                     types.String   `tfsdk:"direction"`
	SynchronizeOnlyCoupledRecords types.Bool     `tfsdk:"synchronize_only_coupled_records"`
	UpdateConflictResolution      types.String   `tfsdk:"update_conflict_resolution"`
	DeletionConflictResolution    types.String   `tfsdk:"deletion_conflict_resolution"`
	SynchronizationEnabled        types.Bool     `tfsdk:"synchronization_enabled"`
	MatchFieldCount               types.Int64    `tfsdk:"match_field_count"`
	CreateUnmatched               types.Bool     `tfsdk:"create_unmatched"`
	DependsOn                     []types.String `tfsdk:"depends_on_mappings"`
}

// NewMappings returns the data source bcsales_table_mappings.
func NewMappings() datasource.DataSource {
	return framework.NewDataSource(framework.DataSourceDefinition[mappingsModel]{
		Name:        "table_mappings",
		Noun:        "table mappings",
		Schema:      mappingsSchema(),
		Needs:       framework.BusinessCentral,
		Permissions: framework.Permissions{Entra: framework.EntraBusinessCentral, BusinessCentral: framework.BusinessCentralReads},
		Read:        readMappings,
	})
}

func mappingsSchema() schema.Schema {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	number := func(description string) schema.Int64Attribute {
		return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
	}
	flag := func(description string) schema.BoolAttribute {
		return schema.BoolAttribute{Computed: true, MarkdownDescription: description}
	}
	return schema.Schema{
		MarkdownDescription: "Lists the integration table mappings of a company, in the order of their names. Each argument that is set narrows the list; Business Central does the filtering. A company whose connection setups were never enabled has none.",
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{CustomType: customtypes.GUIDType{}, Required: true, MarkdownDescription: "Id of the company in Business Central."},
			"name": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Optional: true, Validators: []validator.String{framework.TextLength(1, maxName)},
				MarkdownDescription: "Only the mapping with this name, such as `CUSTOMER`; not case-sensitive.",
			},
			"synchronize_only_coupled_records": schema.BoolAttribute{Optional: true, MarkdownDescription: "Only mappings that skip records without a coupling (`true`), or that do not (`false`)."},
			"create_unmatched":                 schema.BoolAttribute{Optional: true, MarkdownDescription: "Only mappings that create new records where no match is found (`true`), or that do not (`false`)."},
			"table_mappings": schema.ListNestedAttribute{
				Computed: true, MarkdownDescription: "The table mappings.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"name":                             text("Name."),
					"table_id":                         number("Number of the table in Business Central."),
					"integration_table_id":             number("Number of the Business Central table that represents the Dataverse table."),
					"direction":                        text("Direction of synchronization: `bidirectional`, `to_dataverse` or `from_dataverse`."),
					"synchronize_only_coupled_records": flag("Whether records without a coupling are skipped."),
					"update_conflict_resolution":       text("What happens if both coupled records were changed: `none`, `send_update_to_dataverse` or `get_update_from_dataverse`."),
					"deletion_conflict_resolution":     text("What happens if one of two coupled records was deleted: `none`, `restore_records` or `remove_coupling`."),
					"synchronization_enabled":          flag("Whether the mapping's recurring job runs."),
					"match_field_count":                number("Number of fields by which records are matched for coupling."),
					"create_unmatched":                 flag("Whether a new record is created where no match is found."),
					"depends_on_mappings":              schema.ListAttribute{ElementType: types.StringType, Computed: true, MarkdownDescription: "Names of the mappings that must be synchronized first."},
				}},
			},
		},
	}
}

func readMappings(ctx context.Context, clients *framework.Clients, config mappingsModel) (mappingsModel, error) {
	rows, err := clients.BusinessCentral.FindTableMappings(ctx, config.CompanyID.Canonical(), businesscentral.TableMappingQuery{
		Name: strings.ToUpper(config.Name.ValueString()), OnlyCoupled: config.SynchronizeOnlyCoupledRecords.ValueBoolPointer(), CreateUnmatched: config.CreateUnmatched.ValueBoolPointer(),
	})
	if err != nil {
		return config, err
	}
	config.TableMappings = make([]mappingEntry, len(rows))
	for i, row := range rows {
		config.TableMappings[i] = mappingEntry{
			Name: types.StringValue(row.Name), TableID: types.Int64Value(row.TableID), IntegrationTableID: types.Int64Value(row.IntegrationTableID),
			Direction:                     types.StringValue(directions().name(row.Direction)),
			SynchronizeOnlyCoupledRecords: types.BoolValue(row.SynchronizeOnlyCoupledRecords),
			UpdateConflictResolution:      types.StringValue(updateResolutions().name(row.UpdateConflictResolution)),
			DeletionConflictResolution:    types.StringValue(deletionResolutions().name(row.DeletionConflictResolution)),
			SynchronizationEnabled:        types.BoolValue(row.IsSynchronizationEnabled),
			MatchFieldCount:               types.Int64Value(row.MatchFieldCount),
			CreateUnmatched:               types.BoolValue(row.CreateUnmatched),
			DependsOn:                     []types.String{},
		}
		for _, name := range row.Dependencies() {
			config.TableMappings[i].DependsOn = append(config.TableMappings[i].DependsOn, types.StringValue(name))
		}
	}
	return config, nil
}
