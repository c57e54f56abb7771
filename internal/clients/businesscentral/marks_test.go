// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral

import "testing"

func TestMarks(t *testing.T) {
	t.Parallel()
	const nobody = "00000000-0000-0000-0000-000000000000"
	at := Place{Tenant: "contoso.com", Environment: "Production"}
	plain, named := newMarks(at, ""), newMarks(at, "a")
	for name, tc := range map[string]struct {
		client marks
		mark   string
		caller bool
		want   bool
	}{
		"own":                              {plain, newMarks(Place{Environment: "PRODUCTION"}, "").own, false, true},
		"another environment":              {plain, newMarks(Place{Environment: "Sandbox"}, "").own, true, false},
		"another configuration":            {plain, named.own, true, false},
		"own of a name":                    {named, named.own, false, true},
		"another name":                     {named, newMarks(at, "b").own, true, false},
		"without a mark, by the identity":  {plain, "", true, true},
		"with an empty mark":               {plain, nobody, true, true},
		"without a mark, by somebody else": {plain, nobody, false, false},
		"without a mark, with a name":      {named, nobody, true, false},
	} {
		if got := tc.client.owns(tc.mark, tc.caller); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
