// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// retryTimeout is the default of the action's timeout.
const retryTimeout = time.Hour

type retryModel struct {
	framework.Bounded

	CompanyID      customtypes.GUIDValue `tfsdk:"company_id"`
	Mappings       types.Set             `tfsdk:"mappings"`
	DeletedRecords types.String          `tfsdk:"deleted_records"`
}

// deleted returns what happens to couplings of deleted records.
func (m retryModel) deleted() businesscentral.DeletedRecords {
	if m.DeletedRecords.IsNull() {
		return businesscentral.KeepDeleted
	}
	return businesscentral.DeletedRecords(m.DeletedRecords.ValueString())
}

// NewRetrySkipped returns the action bcsales_retry_skipped_records.
func NewRetrySkipped() action.Action {
	return framework.NewAction(framework.ActionDefinition[retryModel]{
		Name:        "retry_skipped_records",
		Noun:        "retry of skipped records",
		Schema:      retrySchema(),
		Needs:       framework.BusinessCentral,
		Permissions: framework.Permissions{Entra: framework.EntraBusinessCentral, BusinessCentral: framework.BusinessCentralRuns},
		Timeout:     retryTimeout,
		Invoke:      retrySkipped,
	})
}

func retrySchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Synchronizes coupled records again that Business Central skips after failures, as the page **Coupled Data Synchronization Errors** does. " +
			"Fix the cause first: a record that fails with the same error as before is skipped again at once.\n\n" +
			"The action resets the couplings, schedules one run of each table mapping with skipped records, and waits until the jobs have ended. It fails if records fail again, and names each with its error. " +
			"It never deletes a record. The Dataverse connection must be enabled.",
		Attributes: map[string]schema.Attribute{
			"company_id": schema.StringAttribute{CustomType: customtypes.GUIDType{}, Required: true, MarkdownDescription: "Id of the company in Business Central."},
			"mappings": schema.SetAttribute{
				ElementType: customtypes.FoldedType{}, Optional: true,
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.ValueStringsAre(framework.TextLength(1, maxMappingName))},
				MarkdownDescription: "Names of the table mappings whose records are retried, such as `CUSTOMER`. Default: all.",
			},
			"deleted_records": schema.StringAttribute{
				Optional: true,
				Validators: []validator.String{stringvalidator.OneOf(
					string(businesscentral.KeepDeleted), string(businesscentral.RestoreDeleted), string(businesscentral.UncoupleDeleted))},
				MarkdownDescription: "What happens to a skipped coupling of which one side was deleted: `keep` (default) leaves it skipped; `restore` creates the deleted record again from the other side; `uncouple` removes the coupling and leaves the other record as it is.",
			},
		},
	}
}
