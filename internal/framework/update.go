// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Update changes the object in place and reads it back. After a failure it records what the service shows now, so that
// the next plan starts from the truth.
func (r *Resource[M, P]) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state M
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx = r.lines(ctx, req.Plan.Raw)
	timeout, err := timeout(ctx, P(&plan).base().Timeouts, "update", r.def.Timeouts.Update)
	if err != nil {
		AddError(&resp.Diagnostics, "update the "+r.def.Noun, r.def.Permissions, err)
		return
	}
	outer := ctx
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := &Operation[M]{Clients: r.clients, config: &req.Config, diags: &resp.Diagnostics, private: resp.Private, readable: req.Private}
	op.save = func(ctx context.Context, m M) diag.Diagnostics {
		diags := setKnown(ctx, &resp.State, m)
		if !diags.HasError() {
			var err error
			if resp.State.Raw, err = r.asPlanned(resp.State.Raw, req.Plan.Raw, req.State.Raw); err != nil {
				diags.AddError("Could not save the state", err.Error())
			}
		}
		diags.Append(r.setIdentity(ctx, resp.Identity, P(&m).base().ID.ValueString())...)
		return diags
	}
	attempted := "update the " + r.def.Noun
	if err := r.clients.Require(r.def.Needs); err != nil {
		AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
		return
	}
	m, err := r.moved(ctx, op)
	if err == nil && m != nil {
		if op.following = r.follows(plan); !op.following {
			err = m.refuse()
		}
	}
	if err != nil {
		AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
		return
	}
	ctx, end := r.clients.changing(ctx)
	defer end()
	if r.def.Update != nil {
		if err := r.update(ctx, op, plan, state); err != nil {
			AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
			r.recordAfterFailure(outer, op, state)
			return
		}
	}
	if op.saved == nil {
		op.saved = &plan
	}
	r.readBack(ctx, op, attempted)
	AddError(op.diags, attempted, r.def.Permissions, r.settle(ctx, op))
}

// follows reports whether the planned object follows the provider to another environment.
func (r *Resource[M, P]) follows(plan M) bool { return r.def.Follows != nil && r.def.Follows(plan) }

// update keeps the object from being removed by another operation of this run, and changes it.
func (r *Resource[M, P]) update(ctx context.Context, op *Operation[M], plan, state M) error {
	if own := r.own(); own != nil {
		if err := r.clients.TakeUp(ctx, own(state)); err != nil {
			return err
		}
	}
	return r.def.Update(ctx, op, plan, state)
}

// recordAfterFailure saves what the service shows after a failed update. When it cannot be read the prior state stays,
// which the next refresh corrects.
func (r *Resource[M, P]) recordAfterFailure(ctx context.Context, op *Operation[M], state M) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookAgain)
	defer cancel()
	start := state
	if op.saved != nil {
		start = *op.saved
	}
	current, found, err := r.def.Read(ctx, op, start)
	if err != nil || !found {
		return
	}
	AddError(op.diags, "record the "+r.def.Noun, r.def.Permissions, op.Save(ctx, current))
}
