// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution_test

import (
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/packages/samples"
	"github.com/bcsales/terraform-provider-bcsales/internal/packages/solution"
)

// FuzzParse reads files as packages of solutions.
func FuzzParse(f *testing.F) {
	content, err := samples.SalesIntegration("2.1.0.7").Bytes()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(content)
	f.Fuzz(func(t *testing.T, content []byte) {
		if parsed, err := solution.Parse(content); err == nil && parsed.UniqueName == "" {
			t.Error("accepted without a name")
		}
	})
}
