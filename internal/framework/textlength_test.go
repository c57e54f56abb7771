// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// TestTextLength counts as the services do.
func TestTextLength(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		value types.String
		valid bool
	}{
		"null": {types.StringNull(), true}, "unknown": {types.StringUnknown(), true}, "empty": {types.StringValue(""), false},
		"ten": {types.StringValue(strings.Repeat("ä", 10)), true}, "eleven": {types.StringValue(strings.Repeat("ä", 11)), false},
		"Japanese": {types.StringValue(strings.Repeat("営", 10)), true}, "five rare characters": {types.StringValue(strings.Repeat("𠮷", 5)), true},
		"six rare characters": {types.StringValue(strings.Repeat("𠮷", 6)), false}, "decomposed": {types.StringValue(strings.Repeat("a\u0308", 6)), false},
	} {
		var resp validator.StringResponse
		framework.TextLength(1, 10).ValidateString(t.Context(), validator.StringRequest{ConfigValue: test.value}, &resp)
		if resp.Diagnostics.HasError() == test.valid {
			t.Errorf("%s: %v", name, resp.Diagnostics)
		}
	}
}
