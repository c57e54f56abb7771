// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework

import (
	"context"
	"fmt"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework-validators/helpers/validatordiag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/texts"
)

// TextLength returns a validator of a text's length in UTF-16 units, as the services count: an emoji or a rare Chinese
// character counts twice.
func TextLength(least, most int) validator.String { return textLength{least: least, most: most} }

type textLength struct{ least, most int }

// Description says what is allowed.
func (v textLength) Description(context.Context) string {
	return fmt.Sprintf("length must be between %d and %d characters, counted in UTF-16 units", v.least, v.most)
}

// MarkdownDescription says what is allowed.
func (v textLength) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString checks a known value.
func (v textLength) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if n := texts.Len(req.ConfigValue.ValueString()); n < v.least || n > v.most {
		resp.Diagnostics.Append(validatordiag.InvalidAttributeValueLengthDiagnostic(req.Path, v.Description(ctx), strconv.Itoa(n)))
	}
}
