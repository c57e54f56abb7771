// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// begin returns the clients of a list, or why there can be none.
func (r *Resource[M, P]) begin() (*Clients, error) {
	if r.clients == nil {
		return nil, Errorf("The provider is not configured", "Add a provider block for bcsales.", "Nothing can be listed without the provider's configuration.")
	}
	return r.clients, r.clients.Require(r.def.Needs)
}

// failed adds why the list ends.
func (r *Resource[M, P]) failed(diags *diag.Diagnostics, err error) {
	AddError(diags, "list every "+r.def.Noun, r.def.Permissions, err)
}

// markdown describes the permissions of the resource.
func (r *Resource[M, P]) markdown() string { return r.def.Permissions.Markdown() }

// show returns an object as an import and the first refresh would show it; false when it has gone since it was found.
func (r *Resource[M, P]) show(ctx context.Context, req list.ListRequest, found Listed) (list.ListResult, bool) {
	result := req.NewListResult(ctx)
	result.DisplayName = found.Name
	result.Diagnostics.Append(r.setIdentity(ctx, result.Identity, found.ID)...)
	if !req.IncludeResource || result.Diagnostics.HasError() {
		return result, true
	}
	kept := memory{}
	imported := resource.ImportStateResponse{State: tfsdk.State{Raw: result.Resource.Raw, Schema: result.Resource.Schema}, Identity: result.Identity}
	op := &Operation[M]{Clients: r.clients, diags: &imported.Diagnostics, private: kept, readable: kept}
	parts, _ := r.splitID(found.ID) // setIdentity has split it already
	r.takeIn(ctx, op, parts, &imported)
	var state M
	if !imported.Diagnostics.HasError() {
		imported.Diagnostics.Append(imported.State.Get(ctx, &state)...)
	}
	exists := true
	if !imported.Diagnostics.HasError() {
		state, exists = r.shown(ctx, op, state)
	}
	if exists && !imported.Diagnostics.HasError() {
		imported.Diagnostics.Append(imported.State.Set(ctx, state)...)
		imported.Diagnostics.Append(r.setIdentity(ctx, result.Identity, P(&state).base().ID.ValueString())...)
	}
	result.Resource.Raw = imported.State.Raw
	result.Diagnostics.Append(imported.Diagnostics...)
	return result, exists
}

func (r *Resource[M, P]) shown(ctx context.Context, op *Operation[M], state M) (M, bool) {
	ctx, cancel := context.WithTimeout(ctx, orDefault(r.def.Timeouts.Read))
	defer cancel()
	current, exists, err := r.read(ctx, op, state)
	AddError(op.diags, "read the "+r.def.Noun, r.def.Permissions, err)
	return current, exists || err != nil
}

// memory is the private state of an object that is only shown.
type memory map[string][]byte

// GetKey returns a value, nil if it was not set.
func (m memory) GetKey(_ context.Context, key string) ([]byte, diag.Diagnostics) { return m[key], nil }

// SetKey keeps a value.
func (m memory) SetKey(_ context.Context, key string, value []byte) diag.Diagnostics {
	m[key] = value
	return nil
}
