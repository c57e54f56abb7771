// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/defaults"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
)

// ImportState takes an object under management, by id or by identity. Local settings get their defaults.
func (r *Resource[M, P]) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if !r.clients.Configured() {
		if req.ClientCapabilities.DeferralAllowed {
			resp.Deferred = &resource.Deferred{Reason: resource.DeferredReasonProviderConfigUnknown}
			return
		}
		var unknown []string
		if r.clients != nil {
			unknown = r.clients.Unknown()
		}
		AddProblem(&resp.Diagnostics, &Problem{
			Summary: "The " + r.def.Noun + " cannot be imported yet",
			Detail:  "The provider argument " + quoteAll(unknown) + " is known only after apply.",
			Remedy:  "First create what the argument depends on, or set it to a known value. If a data source supplies the value, add depends_on to that data source.",
		})
		return
	}
	id := req.ID
	if id == "" && req.Identity != nil {
		parts := make([]string, len(r.def.IDParts))
		for i, part := range r.def.IDParts {
			resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root(part.Name), &parts[i])...)
		}
		id = strings.Join(parts, "/")
	}
	if resp.Diagnostics.HasError() {
		return
	}
	parts, ok := r.splitID(strings.TrimSpace(id))
	if !ok {
		resp.Diagnostics.AddError("The import id of a "+r.def.Noun+" is not valid", "Expected "+r.idFormat()+", got \""+id+"\".")
		return
	}
	for i, part := range r.def.IDParts {
		if bare, braced := customtypes.Braced(parts[i]); braced {
			resp.Diagnostics.AddError("The import id of a "+r.def.Noun+" is not valid", "Write "+part.Name+" without braces: "+bare+".")
			return
		}
		if part.GUID && !customtypes.IsGUID(parts[i]) {
			resp.Diagnostics.AddError("The import id of a "+r.def.Noun+" is not valid", "Expected "+r.idFormat()+", got \""+id+"\": "+part.Name+" has to be a GUID.")
			return
		}
		if customtypes.IsGUID(parts[i]) {
			parts[i] = strings.ToLower(parts[i]) // as the services show it, and other resources of the state have it
		}
	}
	r.takeIn(ctx, &Operation[M]{Clients: r.clients, diags: &resp.Diagnostics, private: resp.Private}, parts, resp)
}

// takeIn fills state and identity of an object with what its id says.
func (r *Resource[M, P]) takeIn(ctx context.Context, op *Operation[M], parts []string, resp *resource.ImportStateResponse) {
	attempted := "import the " + r.def.Noun
	if err := r.clients.Require(r.def.Needs); err != nil {
		AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
		return
	}
	named := map[string]any{}
	for i, part := range r.def.IDParts {
		named[part.Name] = parts[i]
	}
	bounded, cancel := context.WithTimeout(logging.With(ctx, named), orDefault(r.def.Timeouts.Read))
	defer cancel()
	values, err := r.importValues(bounded, op, parts)
	if err != nil {
		AddError(&resp.Diagnostics, attempted, r.def.Permissions, err)
		return
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), values[name])...)
	}
	r.setLocalDefaults(ctx, resp)
	id, _ := values["id"].(string)
	resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, id)...)
}

func (r *Resource[M, P]) importValues(ctx context.Context, op *Operation[M], parts []string) (map[string]any, error) {
	values := map[string]any{"id": strings.Join(parts, "/")}
	if r.def.Import != nil {
		own, err := r.def.Import(ctx, op, parts)
		if err != nil {
			return nil, err
		}
		maps.Copy(values, own)
		return values, nil
	}
	for i, part := range r.def.IDParts {
		if _, ok := r.def.Schema.Attributes[part.Name]; ok {
			values[part.Name] = parts[i]
		}
	}
	return values, nil
}

// setLocalDefaults sets the attributes without a remote value to their schema defaults, so that import followed by a
// plan with defaults is empty.
func (r *Resource[M, P]) setLocalDefaults(ctx context.Context, resp *resource.ImportStateResponse) {
	for name := range r.def.Local {
		at := path.Root(name)
		switch a := r.def.Schema.Attributes[name].(type) {
		case schema.BoolAttribute:
			if a.Default != nil {
				var d defaults.BoolResponse
				a.Default.DefaultBool(ctx, defaults.BoolRequest{Path: at}, &d)
				resp.Diagnostics.Append(resp.State.SetAttribute(ctx, at, d.PlanValue)...)
			}
		case schema.StringAttribute:
			if a.Default != nil {
				var d defaults.StringResponse
				a.Default.DefaultString(ctx, defaults.StringRequest{Path: at}, &d)
				resp.Diagnostics.Append(resp.State.SetAttribute(ctx, at, d.PlanValue)...)
			}
		}
	}
}
