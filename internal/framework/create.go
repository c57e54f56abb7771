// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// lookAgain bounds the look with a fresh context after a canceled or timed-out call.
const lookAgain = 30 * time.Second

// Create creates the object, saves it as soon as it exists, and reads it back.
func (r *Resource[M, P]) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan M
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx = r.lines(ctx, req.Plan.Raw)
	timeout, err := timeout(ctx, P(&plan).base().Timeouts, "create", r.def.Timeouts.Create)
	if err != nil {
		AddError(&resp.Diagnostics, "create the "+r.def.Noun, r.def.Permissions, err)
		return
	}
	outer := ctx
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := &Operation[M]{Clients: r.clients, config: &req.Config, diags: &resp.Diagnostics, private: resp.Private, readable: resp.Private, own: r.own()}
	op.save = func(ctx context.Context, m M) diag.Diagnostics {
		diags := setKnown(ctx, &resp.State, m)
		diags.Append(r.setIdentity(ctx, resp.Identity, P(&m).base().ID.ValueString())...)
		return diags
	}
	attempted := "create the " + r.def.Noun
	if err := r.clients.Require(r.def.Needs); err != nil {
		AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
		return
	}
	ctx, end := r.clients.changing(ctx)
	defer end()
	r.hereAhead(ctx)
	if err := op.untilSettled(ctx, func() error { return r.def.Create(ctx, op, plan) }); err != nil {
		AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
		r.recoverCreated(outer, op, plan, err)
		leaveFound(ctx, op, resp)
		return
	}
	if op.saved == nil {
		resp.Diagnostics.AddError("Could not "+attempted, "Nothing was saved. This is a defect of the provider.")
		return
	}
	r.readBack(ctx, op, attempted)
	AddError(op.diags, attempted, r.def.Permissions, r.settle(ctx, op))
	leaveFound(ctx, op, resp)
	reportTakenUp(ctx, op)
}

// leaveFound leaves an object that was found out of the state of a creation that failed. Terraform would taint it, and
// destroy it before the next creation without the private state that says that it must stay. The next apply finds it again.
func leaveFound[M any](ctx context.Context, op *Operation[M], resp *resource.CreateResponse) {
	if resp.Diagnostics.HasError() && op.origin == found {
		resp.State.RemoveResource(ctx)
	}
}

// recoverCreated looks, with a fresh context, for an object that an interrupted or unanswered creation may have made. What
// was there before its write is not the resource's own: as a tainted object it would be destroyed.
func (r *Resource[M, P]) recoverCreated(ctx context.Context, op *Operation[M], plan M, cause error) {
	interrupted := errors.Is(cause, context.Canceled) || errors.Is(cause, context.DeadlineExceeded) || odata.IsAnswerLost(cause)
	if op.saved != nil || r.def.Recover == nil || op.origin != made && !op.wrote || !interrupted {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookAgain)
	defer cancel()
	m, ok, err := r.def.Recover(ctx, op, plan)
	if err != nil {
		op.Warn(&Problem{
			Summary: "Could not see whether the " + r.def.Noun + " was created",
			Detail:  "Looking for it after the interruption failed.", Err: err,
			Remedy: "Run terraform apply again; an object that exists already is taken up.",
		})
		return
	}
	if ok && op.own != nil {
		// A deletion that is under way leaves nothing to record.
		ok = op.claims.take(op.own(m), op.claims.moment()) == nil
	}
	if ok {
		AddError(op.diags, "record the "+r.def.Noun, r.def.Permissions, op.Save(ctx, m))
	}
}

// readBack replaces what was saved by what the service shows now.
func (r *Resource[M, P]) readBack(ctx context.Context, op *Operation[M], attempted string) {
	current, found, err := r.def.Read(ctx, op, *op.saved)
	if err != nil {
		AddError(op.diags, "read back the "+r.def.Noun, r.def.Permissions, err)
		return
	}
	if !found {
		AddProblem(op.diags, &Problem{
			Summary: "Could not " + attempted,
			Detail:  "The service accepted every call, but the " + r.def.Noun + " cannot be read back.",
			Remedy:  "Run terraform plan. If it wants to create the object again, somebody or something has removed it.",
		})
		return
	}
	saved := *op.saved
	AddError(op.diags, attempted, r.def.Permissions, op.Save(ctx, current))
	if r.def.Check != nil {
		AddError(op.diags, attempted, r.def.Permissions, r.def.Check(saved, current))
	}
}
