// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// setIdentity writes the parts of id into the resource identity. Clients without identity support pass nil.
func (r *Resource[M, P]) setIdentity(ctx context.Context, identity *tfsdk.ResourceIdentity, id string) diag.Diagnostics {
	var diags diag.Diagnostics
	if identity == nil || id == "" {
		return diags
	}
	values, ok := r.splitID(id)
	if !ok {
		diags.AddError("Unexpected id", "The id "+id+" does not have the form "+r.idFormat()+". This is a defect of the provider.")
		return diags
	}
	for i, part := range r.def.IDParts {
		diags.Append(identity.SetAttribute(ctx, path.Root(part.Name), values[i])...)
	}
	return diags
}

// splitID splits an id into its parts and reports whether every part is there.
func (r *Resource[M, P]) splitID(id string) ([]string, bool) {
	values := strings.SplitN(id, "/", len(r.def.IDParts))
	if len(values) != len(r.def.IDParts) {
		return nil, false
	}
	if slices.Contains(values, "") {
		return nil, false
	}
	return values, true
}
