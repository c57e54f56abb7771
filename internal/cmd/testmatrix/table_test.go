// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bcsales/terraform-provider-bcsales/internal/cmd/terraformcli"
)

func TestTable(t *testing.T) {
	t.Parallel()

	first := read("=== RUN   TestA\n--- PASS: TestA (0.1s)\n    --- FAIL: TestA/part\n--- SKIP: TestB (0s)\n--- FAIL: TestC (1s)\n--- PASS: TestD (1s)\nPASS\n")
	first.program, first.seconds = terraformcli.CLI{Kind: terraformcli.Terraform, Version: "1.11.4"}, 12.4
	second := row{program: terraformcli.CLI{Kind: terraformcli.OpenTofu, Version: "1.12.6"}, passed: 3, whole: true}

	want := `| Program | Passed | Failed | Left out | Seconds | Queries and actions |
|---|---:|---:|---:|---:|---|
| Terraform 1.11.4 | 2 | 1 | 1 | 12 | not run here |
| OpenTofu 1.12.6 | 3 | 0 | 0 | 0 | run |
`
	if diff := cmp.Diff(want, table([]row{first, second})); diff != "" {
		t.Errorf("table (- expected, + found):\n%s", diff)
	}
}
