// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package framework_test

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

func TestShortID(t *testing.T) {
	t.Parallel()
	const guid = "f6a6fc81-bc4e-4ee8-84d3-c2f4cec6f322"
	for id, want := range map[string]struct{ short, long string }{
		guid:                                   {"9qb8gbxOTuiE08L0zsbzIg", guid},
		"F6A6FC81-BC4E-4EE8-84D3-C2F4CEC6F322": {"9qb8gbxOTuiE08L0zsbzIg", guid},
		"contoso.onmicrosoft.com":              {"contoso.onmicrosoft.com", "contoso.onmicrosoft.com"},
		"common":                               {"common", "common"},
		"abcd":                                 {"abcd", "abcd"}, // base64, and too short
		"":                                     {"", ""},
	} {
		short := framework.ShortID(id)
		if long := framework.LongID(short); short != want.short || long != want.long {
			t.Errorf("%q: %q and %q, want %q and %q", id, short, long, want.short, want.long)
		}
	}
}
