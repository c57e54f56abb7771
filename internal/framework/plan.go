// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"reflect"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// PlanOperation is what a Plan callback works with.
type PlanOperation[M any] struct {
	*Operation[M]

	// Configuration is what the user wrote; it may hold unknown values and holds write-only values.
	Configuration M
	// State is the prior state; nil when the object is to be created.
	State *M
	// Plan is the planned new state; change it to refine the plan. Nil when the object is to be destroyed.
	Plan *M

	replace   path.Paths
	refreshed func(M) string
}

// Ready reports whether the services can be asked: the provider's configuration is known, and every client is there.
func (p *PlanOperation[M]) Ready() bool { return p.Configured() }

// Refreshed reports whether this run has read the object. A run that has not is the apply of a plan that was made before, or
// it plans with -refresh=false.
func (p *PlanOperation[M]) Refreshed() bool {
	return p.State != nil && p.refreshed != nil && p.Told(p.refreshed(*p.State))
}

// RequireReplace plans a replacement because of the attribute name.
func (p *PlanOperation[M]) RequireReplace(name string) {
	p.replace = append(p.replace, attribute(name))
}

// ModifyPlan runs the definition's Plan callbacks.
func (r *Resource[M, P]) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	destroy := req.Plan.Raw.IsNull()
	callback := r.def.Plan
	if destroy {
		callback = r.def.PlanDestroy
	}
	if r.clients == nil {
		return
	}
	if !destroy && !req.State.Raw.IsNull() && !req.Plan.Raw.Equal(req.State.Raw) {
		kept, err := r.keepSpelling(ctx, req)
		if err == nil {
			kept, err = r.keepComputed(kept, req.State.Raw)
		}
		if err != nil {
			AddError(&resp.Diagnostics, r.clients.attempt(false, true)+" the "+r.def.Noun, r.def.Permissions, err)
			return
		}
		req.Plan.Raw, resp.Plan.Raw = kept, kept
	}
	p := &PlanOperation[M]{Operation: &Operation[M]{Clients: r.clients, config: &req.Config, diags: &resp.Diagnostics, private: resp.Private, readable: req.Private}}
	p.refreshed = r.refreshed
	if !destroy {
		p.Plan = new(M)
		resp.Diagnostics.Append(req.Plan.Get(ctx, p.Plan)...)
		resp.Diagnostics.Append(req.Config.Get(ctx, &p.Configuration)...)
	}
	switch {
	case req.State.Raw.IsNull():
	case !destroy && req.Plan.Raw.Equal(req.State.Raw):
		same := *p.Plan // most objects of a plan do not change, and decoding is what a plan of many costs
		p.State = &same
	default:
		p.State = new(M)
		resp.Diagnostics.Append(req.State.Get(ctx, p.State)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	if destroy {
		ctx = r.lines(ctx, req.State.Raw)
	} else {
		ctx = r.lines(ctx, req.Plan.Raw)
	}
	timeout, err := r.planTimeout(ctx, p)
	if err != nil {
		AddError(&resp.Diagnostics, "plan the "+r.def.Noun, r.def.Permissions, err)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	attempted := r.clients.attempt(destroy, p.State != nil) + " the " + r.def.Noun
	if p.Ready() && callback != nil {
		if err := r.clients.Require(r.def.Needs); err != nil {
			AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
			return
		}
	}
	if p.State != nil && r.clients.Configured() {
		if done := r.planMoved(ctx, p, req, resp); done {
			return
		}
	}
	if p.State == nil {
		if err := r.refuseNew(); err != nil {
			AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
			return
		}
	}
	r.aheadOfNew(ctx, p)
	if err := r.checkEnvironment(ctx, destroy, p.State); err != nil {
		AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
		return
	}
	if gone, err := r.inGoneCompany(p.Plan); gone {
		AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
		return
	}
	r.warnOfCompany(ctx, p)
	if callback == nil {
		return
	}
	var before M
	if !destroy {
		before = *p.Plan
	}
	if err := callback(ctx, p); err != nil {
		AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
		return
	}
	if !destroy {
		if !reflect.DeepEqual(*p.Plan, before) { // as for a refresh
			resp.Diagnostics.Append(resp.Plan.Set(ctx, p.Plan)...)
		}
		resp.RequiresReplace = append(resp.RequiresReplace, p.replace...)
	}
}

// attempt says what a plan is for. Terraform plans an object again during an apply, right before it is changed; what fails there is the
// change. That an apply is under way shows when it has begun to change something.
func (c *Clients) attempt(destroy, exists bool) string {
	switch {
	case !c.began.Load():
		return "plan"
	case destroy:
		return "delete"
	case exists:
		return "update"
	}
	return "create"
}

// planTimeout is how long planning may take: as long as reading, which is what it does.
func (r *Resource[M, P]) planTimeout(ctx context.Context, p *PlanOperation[M]) (time.Duration, error) {
	m := p.Plan
	if m == nil {
		m = p.State
	}
	return timeout(ctx, P(m).base().Timeouts, "read", r.def.Timeouts.Read)
}

// checkEnvironment refuses a Business Central environment that does not exist in the plan, before anything that does not need
// it is made. Only a destruction goes on: it may find out that there is nothing left.
func (r *Resource[M, P]) checkEnvironment(ctx context.Context, destroy bool, state *M) error {
	if destroy || !r.clients.Configured() || r.clients.BusinessCentral == nil {
		return nil
	}
	company := ""
	if state != nil && r.def.Company != nil {
		company = r.def.Company(*state)
	}
	return r.clients.BusinessCentral.CheckEnvironment(ctx, company)
}
