// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

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

type jobsModel struct {
	framework.Bounded

	CompanyID customtypes.GUIDValue   `tfsdk:"company_id"`
	Mapping   customtypes.FoldedValue `tfsdk:"mapping"`
	Since     types.String            `tfsdk:"since"`
	Failed    types.Bool              `tfsdk:"failed"`
	Limit     types.Int64             `tfsdk:"limit"`
	Jobs      []jobEntry              `tfsdk:"synchronization_jobs"`
}

type jobEntry struct {
	ID         customtypes.GUIDValue `tfsdk:"id"`
	Mapping    types.String          `tfsdk:"mapping"`
	Type       types.String          `tfsdk:"type"`
	Direction  types.String          `tfsdk:"direction"`
	StartedAt  types.String          `tfsdk:"started_at"`
	FinishedAt types.String          `tfsdk:"finished_at"`
	Message    types.String          `tfsdk:"message"`
	Inserted   types.Int64           `tfsdk:"inserted"`
	Modified   types.Int64           `tfsdk:"modified"`
	Deleted    types.Int64           `tfsdk:"deleted"`
	Unchanged  types.Int64           `tfsdk:"unchanged"`
	Skipped    types.Int64           `tfsdk:"skipped"`
	Failed     types.Int64           `tfsdk:"failed"`
	Coupled    types.Int64           `tfsdk:"coupled"`
	Uncoupled  types.Int64           `tfsdk:"uncoupled"`
}

// NewJobs returns the data source bcsales_synchronization_jobs.
func NewJobs() datasource.DataSource {
	return framework.NewDataSource(framework.DataSourceDefinition[jobsModel]{
		Name:        "synchronization_jobs",
		Noun:        "synchronization jobs",
		Schema:      jobsSchema(),
		Needs:       framework.BusinessCentral,
		Permissions: framework.Permissions{Entra: framework.EntraBusinessCentral, BusinessCentral: framework.BusinessCentralReads},
		Read:        readJobs,
	})
}

func jobsSchema() schema.Schema {
	text := func(description string) schema.Attribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	number := func(description string) schema.Attribute {
		return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
	}
	return schema.Schema{
		MarkdownDescription: "Lists the synchronization jobs of a company, the latest first. Each argument that is set narrows the list; Business Central does the filtering.",
		Attributes: map[string]schema.Attribute{
			"company_id": companyArgument(),
			"mapping": schema.StringAttribute{
				CustomType: customtypes.FoldedType{}, Optional: true, Validators: []validator.String{framework.TextLength(1, maxMappingName)},
				MarkdownDescription: "Only jobs of the table mapping with this name, such as `CUSTOMER`; not case-sensitive.",
			},
			"since":  sinceArgument("jobs that started"),
			"failed": schema.BoolAttribute{Optional: true, MarkdownDescription: "Only jobs with failed records (`true`) or without (`false`)."},
			"limit":  limitArgument("jobs"),
			"synchronization_jobs": schema.ListNestedAttribute{
				Computed: true, MarkdownDescription: "The jobs.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":          schema.StringAttribute{CustomType: customtypes.GUIDType{}, Computed: true, MarkdownDescription: "Id: the `job_id` of `bcsales_synchronization_errors`."},
					"mapping":     text("Name of the table mapping."),
					"type":        text("`synchronization`, `uncoupling` or `coupling`."),
					"direction":   text("`bidirectional`, `to_dataverse` or `from_dataverse`."),
					"started_at":  text("When the job started (RFC 3339)."),
					"finished_at": text("When the job finished (RFC 3339); null while it runs."),
					"message":     text("Business Central's message about the job; null if there is none."),
					"inserted":    number("Number of records that were created."),
					"modified":    number("Number of records that were changed."),
					"deleted":     number("Number of records that were deleted."),
					"unchanged":   number("Number of records that were already equal."),
					"skipped":     number("Number of records that were skipped."),
					"failed":      number("Number of records that failed."),
					"coupled":     number("Number of records that were coupled."),
					"uncoupled":   number("Number of records that were uncoupled."),
				}},
			},
		},
	}
}

func readJobs(ctx context.Context, clients *framework.Clients, config jobsModel) (jobsModel, error) {
	from, err := since(config.Since)
	if err != nil {
		return config, err
	}
	rows, err := clients.BusinessCentral.JobHistory(ctx, config.CompanyID.Canonical(), businesscentral.JobHistoryQuery{
		MappingName: strings.ToUpper(config.Mapping.ValueString()), Since: from, Failed: config.Failed.ValueBoolPointer(), Top: limit(config.Limit),
	})
	if err != nil {
		return config, err
	}
	config.Jobs = make([]jobEntry, len(rows))
	for i, row := range rows {
		config.Jobs[i] = jobEntry{
			ID: customtypes.NewGUID(row.JobID), Mapping: types.StringValue(row.MappingName),
			Type: types.StringValue(strings.ToLower(string(row.Type))), Direction: types.StringValue(directionName(row.Direction)),
			StartedAt: customtypes.TimeOrNull(row.Started), FinishedAt: customtypes.TimeOrNull(row.Finished), Message: customtypes.TextOrNull(row.Message),
			Inserted: types.Int64Value(row.Inserted), Modified: types.Int64Value(row.Modified), Deleted: types.Int64Value(row.Deleted),
			Unchanged: types.Int64Value(row.Unchanged), Skipped: types.Int64Value(row.Skipped), Failed: types.Int64Value(row.Failed),
			Coupled: types.Int64Value(row.Coupled), Uncoupled: types.Int64Value(row.Uncoupled),
		}
	}
	return config, nil
}

// directionName is the configuration's name of a job's direction.
func directionName(direction businesscentral.Option) string {
	switch direction {
	case "ToIntegrationTable":
		return "to_dataverse"
	case "FromIntegrationTable":
		return "from_dataverse"
	}
	return strings.ToLower(string(direction))
}
