// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// positiveTimeouts describes the timeouts attribute, and adds to its durations that they must be more than nothing: with
// "0s" every operation would end before its first request.
func positiveTimeouts(attribute schema.Attribute) schema.Attribute {
	nested, ok := attribute.(schema.SingleNestedAttribute)
	if !ok {
		return attribute
	}
	for name, one := range nested.Attributes {
		text, ok := one.(schema.StringAttribute)
		if !ok {
			continue
		}
		text.Validators = append([]validator.String{positiveDuration{}}, text.Validators...)
		nested.Attributes[name] = text
	}
	nested.MarkdownDescription = "How long each operation may take. A time is a [sequence of numbers and units](https://pkg.go.dev/time#ParseDuration), such as `30s` or `2h45m`."
	return nested
}

type positiveDuration struct{}

func (positiveDuration) Description(context.Context) string {
	return "must be longer than zero, such as 30s or 1h"
}

func (v positiveDuration) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v positiveDuration) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	// What is no duration at all has a validator of its own.
	if d, err := time.ParseDuration(req.ConfigValue.ValueString()); err == nil && d <= 0 {
		resp.Diagnostics.AddAttributeError(req.Path, "Not a timeout", "It "+v.Description(ctx)+", got \""+req.ConfigValue.ValueString()+"\".")
	}
}
