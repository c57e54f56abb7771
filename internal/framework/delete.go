// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Delete removes or releases the object.
func (r *Resource[M, P]) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state M
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx = r.lines(ctx, req.State.Raw)
	timeout, err := timeout(ctx, P(&state).base().Timeouts, "delete", r.def.Timeouts.Delete)
	if err != nil {
		AddError(&resp.Diagnostics, "delete the "+r.def.Noun, r.def.Permissions, err)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	// A deletion that fails half-way keeps the state, with the private state as it was left.
	op := &Operation[M]{Clients: r.clients, diags: &resp.Diagnostics, private: resp.Private, readable: req.Private}
	attempted := "delete the " + r.def.Noun
	if err := r.clients.Require(r.def.Needs); err != nil {
		AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
		return
	}
	if m, err := r.moved(ctx, op); err == nil && m != nil {
		op.Keep("the "+r.def.Noun+" "+P(&state).base().ID.ValueString(), "it is in "+m.was.describe(m.now)+", and the provider points to "+m.now.describe(m.was))
		return
	}
	ctx, end := r.clients.changing(ctx)
	defer end()
	if r.def.ClaimsParts {
		AddError(&resp.Diagnostics, attempted, r.def.Permissions, r.def.Delete(ctx, op, state))
		return
	}
	object := r.own()(state)
	done, err := r.clients.Remove(ctx, object, func() error { return r.def.Delete(ctx, op, state) })
	AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
	if !done && err == nil {
		op.TakenUp("the " + r.def.Noun + " " + object.ID)
	}
}

// own returns how the envelope names the object of a model, or nil where the callbacks claim its parts.
func (r *Resource[M, P]) own() func(M) Object {
	if r.def.ClaimsParts {
		return nil
	}
	return func(m M) Object { return Object{Type: r.def.Name, ID: P(&m).base().ID.ValueString()} }
}
