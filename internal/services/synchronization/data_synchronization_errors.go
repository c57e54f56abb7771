// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type errorsModel struct {
	framework.Bounded

	CompanyID customtypes.GUIDValue `tfsdk:"company_id"`
	JobID     customtypes.GUIDValue `tfsdk:"job_id"`
	Since     types.String          `tfsdk:"since"`
	Limit     types.Int64           `tfsdk:"limit"`
	Errors    []errorEntry          `tfsdk:"synchronization_errors"`
}

type errorEntry struct {
	EntryNo           types.Int64           `tfsdk:"entry_no"`
	JobID             customtypes.GUIDValue `tfsdk:"job_id"`
	SourceRecord      types.String          `tfsdk:"source_record"`
	DestinationRecord types.String          `tfsdk:"destination_record"`
	Message           types.String          `tfsdk:"message"`
	OccurredAt        types.String          `tfsdk:"occurred_at"`
}

// NewErrors returns the data source bcsales_synchronization_errors.
func NewErrors() datasource.DataSource {
	return framework.NewDataSource(framework.DataSourceDefinition[errorsModel]{
		Name:        "synchronization_errors",
		Noun:        "synchronization errors",
		Schema:      errorsSchema(),
		Needs:       framework.BusinessCentral,
		Permissions: framework.Permissions{Entra: framework.EntraBusinessCentral, BusinessCentral: framework.BusinessCentralReads},
		Read:        readErrors,
	})
}

func errorsSchema() schema.Schema {
	text := func(description string) schema.Attribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	return schema.Schema{
		MarkdownDescription: "Lists the errors of synchronization jobs of a company, the latest first: which record failed, and why. Each argument that is set narrows the list; Business Central does the filtering.",
		Attributes: map[string]schema.Attribute{
			"company_id": companyArgument(),
			"job_id":     schema.StringAttribute{CustomType: customtypes.GUIDType{}, Optional: true, MarkdownDescription: "Only errors of this job, as `bcsales_synchronization_jobs` lists them."},
			"since":      sinceArgument("errors"),
			"limit":      limitArgument("errors"),
			"synchronization_errors": schema.ListNestedAttribute{
				Computed: true, MarkdownDescription: "The errors.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"entry_no":           schema.Int64Attribute{Computed: true, MarkdownDescription: "Number of the entry; later ones are greater."},
					"job_id":             schema.StringAttribute{CustomType: customtypes.GUIDType{}, Computed: true, MarkdownDescription: "Id of the job."},
					"source_record":      text("Record that was read; null if the error does not concern a single record."),
					"destination_record": text("Record that was to be written; null if there was none."),
					"message":            text("What went wrong."),
					"occurred_at":        text("When it went wrong (RFC 3339)."),
				}},
			},
		},
	}
}

func readErrors(ctx context.Context, clients *framework.Clients, config errorsModel) (errorsModel, error) {
	from, err := since(config.Since)
	if err != nil {
		return config, err
	}
	rows, err := clients.BusinessCentral.ErrorHistory(ctx, config.CompanyID.Canonical(), businesscentral.ErrorQuery{JobID: config.JobID.Canonical(), Since: from, Top: limit(config.Limit)})
	if err != nil {
		return config, err
	}
	config.Errors = make([]errorEntry, len(rows))
	for i, row := range rows {
		config.Errors[i] = errorEntry{
			EntryNo: types.Int64Value(row.EntryNo), JobID: customtypes.GUIDOrNull(row.JobID), SourceRecord: customtypes.TextOrNull(row.SourceRecord),
			DestinationRecord: customtypes.TextOrNull(row.DestinationRecord), Message: types.StringValue(row.Text()), OccurredAt: customtypes.TimeOrNull(row.Time),
		}
	}
	return config, nil
}
