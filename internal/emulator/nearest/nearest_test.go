// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package nearest_test

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/emulator/nearest"
)

func TestName(t *testing.T) {
	t.Parallel()
	known := []string{"email", "displayName", "isEnabled", "_businessunitid_value"}
	for name, want := range map[string]string{
		"e-mail": "email", "Email": "email", "displyName": "displayName", "enabled": "isEnabled",
		"businessunitid": "", "businessunitidvalue": "_businessunitid_value", "zzzzzz": "",
	} {
		if got := nearest.Name(name, known); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
