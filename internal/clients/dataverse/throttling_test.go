// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package dataverse

import "testing"

func TestThrottles(t *testing.T) {
	t.Parallel()
	coded := func(code string) string { return `{"error":{"code":"` + code + `","message":"m"}}` }
	for name, test := range map[string]struct {
		body string
		want bool
	}{
		"execution time":                {coded("0x80072321"), true},
		"number of requests":            {coded("0x80072322"), true},
		"concurrent requests":           {coded("0x80072326"), true},
		"in another case":               {coded("0X80072326"), true},
		"no code":                       {coded(""), true},
		"the code that stands for none": {coded("0x0"), true},
		"an error without a code":       {`{"error":{"message":"m"}}`, true},
		"a gateway's object":            {`{"message":"m"}`, true},
		"a web page":                    {"<html></html>", true},
		"nothing":                       {"", true},
		"a solution operation":          {coded(CodeSolutionConcurrency), false},
		"any other code":                {coded("0x8004ed47"), false},
	} {
		if got := Throttles([]byte(test.body)); got != test.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
