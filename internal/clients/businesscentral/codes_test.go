// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package businesscentral_test

import (
	"testing"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

func TestCodes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text  string
		code  bc.Code
		rest  string
		inner bc.Code
		cause string
	}{
		{"BCS0404: Kein Benutzer.", bc.CodeUserMissing, "Kein Benutzer.", bc.CodeUserMissing, "Kein Benutzer."},
		{"Failed: BCS0404: x", "", "Failed: BCS0404: x", bc.CodeUserMissing, "x"},
		{"BCS0404 x", "", "BCS0404 x", "", "BCS0404 x"},
		{"BCS04041: x", "", "BCS04041: x", "", "BCS04041: x"},
		{"ABCS0404: x", "", "ABCS0404: x", "", "ABCS0404: x"},
		{"bcs0404: x", "", "bcs0404: x", "", "bcs0404: x"},
		{"", "", "", "", ""},
	} {
		if code, rest := bc.SplitCode(test.text); code != test.code || rest != test.rest {
			t.Errorf("SplitCode(%q) = %q, %q", test.text, code, rest)
		}
		if code, cause := bc.InnerCode(test.text); code != test.inner || cause != test.cause {
			t.Errorf("InnerCode(%q) = %q, %q", test.text, code, cause)
		}
	}
}
