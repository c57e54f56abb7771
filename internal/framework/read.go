// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Read refreshes the state, or removes the object from it when it is gone.
func (r *Resource[M, P]) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state M
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if !r.clients.Configured() {
		r.keepState(ctx, req, resp, P(&state).base().ID.ValueString())
		return
	}
	ctx = r.lines(ctx, req.State.Raw)
	timeout, err := timeout(ctx, P(&state).base().Timeouts, "read", r.def.Timeouts.Read)
	if err != nil {
		AddError(&resp.Diagnostics, "read the "+r.def.Noun, r.def.Permissions, err)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	op := &Operation[M]{Clients: r.clients, diags: &resp.Diagnostics, private: resp.Private, readable: req.Private}
	op.save = func(ctx context.Context, m M) diag.Diagnostics {
		var diags diag.Diagnostics
		if !reflect.DeepEqual(m, state) { // most objects of a refresh are unchanged, and encoding is what a refresh of many costs
			diags = resp.State.Set(ctx, m)
		}
		diags.Append(r.setIdentity(ctx, resp.Identity, P(&m).base().ID.ValueString())...)
		return diags
	}
	attempted := "read the " + r.def.Noun
	if err := r.clients.Require(r.def.Needs); err != nil {
		AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
		return
	}
	r.ahead(ctx, state)
	if m, err := r.moved(ctx, op); err == nil && m != nil {
		op.announce(*m)
		resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, P(&state).base().ID.ValueString())...)
		return
	}
	current, found, err := r.read(ctx, op, state)
	if err != nil {
		AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
		return
	}
	if !found {
		// The framework requires an identity of an object that is gone, which Terraform before 1.12 did not keep.
		resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, P(&state).base().ID.ValueString())...)
		resp.State.RemoveResource(ctx)
		return
	}
	r.clients.Tell(r.refreshed(current))
	AddError(&resp.Diagnostics, attempted, r.def.Permissions, op.Save(ctx, current))
	AddError(&resp.Diagnostics, attempted, r.def.Permissions, r.settle(ctx, op))
}

// refreshed is the key under which a run remembers that it has read an object.
func (r *Resource[M, P]) refreshed(m M) string {
	return "refreshed " + r.def.Name + " " + P(&m).base().ID.ValueString()
}

// keepState leaves the object as it was when the provider cannot ask for it yet. The first of all objects says so.
func (r *Resource[M, P]) keepState(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse, id string) {
	if req.ClientCapabilities.DeferralAllowed {
		resp.Deferred = &resource.Deferred{Reason: resource.DeferredReasonProviderConfigUnknown}
		return
	}
	resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, id)...)
	if r.clients.Announce("not refreshed") {
		resp.Diagnostics.AddWarning("Objects were not refreshed",
			"The provider argument "+quoteAll(r.clients.Unknown())+" is known only after apply, so everything that this provider manages keeps its prior state in this plan.")
	}
}
