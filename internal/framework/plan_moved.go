// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// planMoved plans an object that was made in another environment than the one that the provider points to, and reports
// whether that is all there is to plan: it stays as it is, unless it follows.
func (r *Resource[M, P]) planMoved(ctx context.Context, p *PlanOperation[M], req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) bool {
	m, err := r.moved(ctx, p.Operation)
	if err != nil || m == nil { // what the services do not say now, the operation itself asks again
		return false
	}
	p.announce(*m)
	switch {
	case p.Plan == nil:
		return true
	case r.follows(*p.Plan):
		p.following = true
		return false
	case r.changes(req.State.Raw, req.Plan.Raw):
		AddError(&resp.Diagnostics, r.clients.attempt(false, true)+" the "+r.def.Noun, r.def.Permissions, m.refuse())
		return true
	}
	resp.Plan.Raw = req.State.Raw
	if p.newcomers.staying(*m) {
		AddError(&resp.Diagnostics, r.clients.attempt(false, true)+" the "+r.def.Noun, r.def.Permissions, m.refuseNew())
	}
	return true
}

// refuseNew refuses a new object where others of the state are in another environment than the one that the provider
// points to.
func (r *Resource[M, P]) refuseNew() error {
	if m, moved := r.clients.newcomers.making(r.def.Needs); moved {
		return m.refuseNew()
	}
	return nil
}

// changes reports whether a plan changes more than what is not known yet, and local settings that the state does not have.
func (r *Resource[M, P]) changes(state, plan tftypes.Value) bool {
	var before, after map[string]tftypes.Value
	if state.As(&before) != nil || plan.As(&after) != nil {
		return true
	}
	for name, value := range after {
		_, local := r.def.Local[name]
		if value.IsFullyKnown() && !value.Equal(before[name]) && (!local || !before[name].IsNull()) {
			return true
		}
	}
	return false
}
