// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/bcsales/terraform-provider-bcsales/internal/logging"
)

// inLines returns a context whose log lines hold the named attributes of a plan, a state or a configuration: those that are known
// texts. With them a request can be joined to the object that it was made for.
func inLines(ctx context.Context, from tftypes.Value, names ...string) context.Context {
	var attributes map[string]tftypes.Value
	if err := from.As(&attributes); err != nil {
		return ctx // what is read from it fails as well, and says so
	}
	fields := map[string]any{}
	for _, name := range names {
		var text string
		if value, ok := attributes[name]; ok && value.IsKnown() && value.Type().Is(tftypes.String) && value.As(&text) == nil {
			fields[name] = text
		}
	}
	return logging.With(ctx, fields)
}

// lines returns the context of an operation on one object.
func (r *Resource[M, P]) lines(ctx context.Context, from tftypes.Value) context.Context {
	names := []string{"id", companyAttribute}
	for _, part := range r.def.IDParts {
		names = append(names, part.Name)
	}
	return inLines(ctx, from, append(names, r.def.Names...)...)
}

// companyAttribute names the company of whatever belongs to one.
const companyAttribute = "company_id"
