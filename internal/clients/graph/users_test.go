// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package graph

import "testing"

func TestAccountPath(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"c0000000-0000-4000-8000-000000000001":      "users/c0000000-0000-4000-8000-000000000001",
		"ada@contoso.example":                       "users/ada@contoso.example",
		"bob_fabrikam.example#EXT#@contoso.example": "users/bob_fabrikam.example%23EXT%23@contoso.example",
		"$service@contoso.example":                  "users('$service@contoso.example')",
		"$o'hara@contoso.example":                   "users('$o''hara@contoso.example')",
	} {
		if got := accountPath(id); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}
