// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

type initialModel struct {
	framework.Base
	CompanyID         customtypes.GUIDValue `tfsdk:"company_id"`
	Mappings          types.Set             `tfsdk:"mappings"`
	MatchFields       types.Map             `tfsdk:"match_fields"`
	CreateUnmatched   types.Set             `tfsdk:"create_unmatched"`
	Triggers          types.Map             `tfsdk:"triggers"`
	WaitForCompletion types.Bool            `tfsdk:"wait_for_completion"`
	OnError           types.String          `tfsdk:"on_error"`
	WhenPopulated     types.String          `tfsdk:"when_populated"`
	RunID             customtypes.GUIDValue `tfsdk:"run_id"`
	Status            types.String          `tfsdk:"status"`
	StartedAt         types.String          `tfsdk:"started_at"`
	FinishedAt        types.String          `tfsdk:"finished_at"`
	Results           types.Map             `tfsdk:"results"`
}

// resultModel is one entry of results.
type resultModel struct {
	Recommendation types.String `tfsdk:"recommendation"`
	Status         types.String `tfsdk:"status"`
	Inserted       types.Int64  `tfsdk:"inserted"`
	Modified       types.Int64  `tfsdk:"modified"`
	Unchanged      types.Int64  `tfsdk:"unchanged"`
	Skipped        types.Int64  `tfsdk:"skipped"`
	Failed         types.Int64  `tfsdk:"failed"`
	FirstError     types.String `tfsdk:"first_error"`
}

func resultType() types.ObjectType {
	attributes := map[string]attr.Type{}
	for name, attribute := range resultAttributes() {
		attributes[name] = attribute.GetType()
	}
	return types.ObjectType{AttrTypes: attributes}
}

// ended reports whether the end of the run was seen.
func (m *initialModel) ended() bool {
	return m.Status.ValueString() == statusSucceeded || m.Status.ValueString() == statusFailed
}

// set fills the computed values from a run.
func (m *initialModel) set(ctx context.Context, r run) error {
	m.ID = types.StringValue(m.CompanyID.Canonical())
	m.RunID = customtypes.GUIDOrNull(r.id)
	m.Status = types.StringValue(r.status())
	m.StartedAt, m.FinishedAt = customtypes.TimeOrNull(r.started), types.StringNull()
	if r.done() {
		m.FinishedAt = customtypes.TimeOrNull(r.finished)
	}
	results := make(map[string]resultModel, len(r.lines))
	for _, line := range r.lines {
		results[line.name] = resultModel{
			Recommendation: types.StringValue(string(line.recommendation)),
			Status:         types.StringValue(string(line.state)),
			Inserted:       types.Int64Value(line.counts.inserted),
			Modified:       types.Int64Value(line.counts.modified),
			Unchanged:      types.Int64Value(line.counts.unchanged),
			Skipped:        types.Int64Value(line.counts.skipped),
			Failed:         types.Int64Value(line.counts.failed),
			FirstError:     customtypes.TextOrNull(line.firstError),
		}
	}
	value, diags := types.MapValueFrom(ctx, resultType(), results)
	m.Results = value
	return framework.DiagnosticsError(diags)
}
