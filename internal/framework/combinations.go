// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// combination requires some of several arguments at the top of a resource. It goes by what is written, so that a value that is not
// valid counts as set: its own error says what is wrong with it.
type combination struct {
	names   []string
	exactly bool
}

// ExactlyOneOf requires one of the arguments and no other of them.
func ExactlyOneOf(names ...string) validator.String { return combination{names, true} }

// AtLeastOneOf requires one of the arguments.
func AtLeastOneOf(names ...string) validator.String { return combination{names, false} }

// Description says what is required.
func (c combination) Description(context.Context) string {
	if c.exactly {
		return "exactly one of " + strings.Join(c.names, ", ") + " must be set"
	}
	return "at least one of " + strings.Join(c.names, ", ") + " must be set"
}

// MarkdownDescription is the description.
func (c combination) MarkdownDescription(ctx context.Context) string { return c.Description(ctx) }

// ValidateString counts the arguments that are set. One that is not known yet may be any.
func (c combination) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	var written map[string]tftypes.Value
	if req.Config.Raw.As(&written) != nil {
		return
	}
	set := 0
	for _, name := range c.names {
		value := written[name]
		if !value.IsKnown() {
			return
		}
		if !value.IsNull() {
			set++
		}
	}
	if set == 0 || c.exactly && set > 1 {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid Attribute Combination", strings.ToUpper(c.Description(ctx)[:1])+c.Description(ctx)[1:]+".")
	}
}
