// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
)

// attributes is a plan, a state or a configuration.
type attributes interface {
	GetAttribute(ctx context.Context, at path.Path, target any) diag.Diagnostics
}

// inLines returns a context whose log lines hold the named attributes of a plan, a state or a configuration: those that are known
// texts. With them a request can be joined to the object that it was made for.
func inLines(ctx context.Context, from attributes, names ...string) context.Context {
	fields := map[string]any{}
	for _, name := range names {
		var value attr.Value
		if diags := from.GetAttribute(ctx, path.Root(name), &value); diags.HasError() {
			continue
		}
		if text, ok := value.(basetypes.StringValuable); ok {
			known, diags := text.ToStringValue(ctx)
			if !diags.HasError() {
				fields[name] = known.ValueString()
			}
		}
	}
	return logging.With(ctx, fields)
}

// lines returns the context of an operation on one object.
func (r *Resource[M, P]) lines(ctx context.Context, from attributes) context.Context {
	names := []string{"id", companyAttribute}
	for _, part := range r.def.IDParts {
		names = append(names, part.Name)
	}
	return inLines(ctx, from, append(names, r.def.Names...)...)
}

// companyAttribute names the company of whatever belongs to one.
const companyAttribute = "company_id"
