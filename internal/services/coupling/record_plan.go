// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package coupling

import (
	"context"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// planRecord refuses to give up a coupling for one that cannot be made: of a record that does not exist, or that has another
// partner. The replacement would remove the coupling before the creation fails.
func planRecord(ctx context.Context, p *framework.PlanOperation[recordModel]) error {
	if p.State == nil || !p.Ready() || p.Plan.RecordID.IsUnknown() || p.Plan.Table.IsUnknown() {
		return nil
	}
	now, wanted := p.State.pair(p.BusinessCentral), p.Plan.pair(p.BusinessCentral)
	if wanted.table == now.table && strings.EqualFold(wanted.recordID, now.recordID) || !strings.EqualFold(wanted.companyID, now.companyID) {
		return nil
	}
	table := p.Plan.Table.ValueString()
	missing, err := p.BusinessCentral.RecordIsMissing(ctx, wanted.companyID, wanted.table, wanted.recordID)
	if err != nil {
		if framework.IsRefused(err) {
			return nil
		}
		return ignoreMissing(err)
	}
	if missing {
		return framework.Errorf("There is no such record", "Check record_id: it is the SystemId, which the standard API shows as id.",
			"Company %s has no %s with the id %s. This resource couples the %s %s, and that coupling would be removed for one that cannot be made. Nothing was changed.",
			wanted.companyID, table, wanted.recordID, p.State.Table.ValueString(), now.recordID).At("record_id")
	}
	if p.Plan.DataverseID.IsUnknown() {
		return nil
	}
	current, coupled, err := wanted.current(ctx)
	if err != nil || !coupled || wanted.is(current) {
		return ignoreMissing(err)
	}
	_, err = wanted.coupled(ctx, table)
	return err
}
