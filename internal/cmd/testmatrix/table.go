// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/cmd/terraformcli"
)

// row is what the tests did with one program.
type row struct {
	program                 terraformcli.CLI
	passed, failed, skipped int
	seconds                 float64
	// whole: the program runs queries and actions.
	whole bool
}

// read counts the tests in the output of `go test -v`, without their parts.
func read(output string) row {
	var one row

	for line := range strings.Lines(output) {
		switch {
		case strings.HasPrefix(line, "--- PASS: "):
			one.passed++
		case strings.HasPrefix(line, "--- FAIL: "):
			one.failed++
		case strings.HasPrefix(line, "--- SKIP: "):
			one.skipped++
		}
	}

	return one
}

// table returns the rows as a table in Markdown.
func table(rows []row) string {
	var b strings.Builder

	b.WriteString("| Program | Passed | Failed | Left out | Seconds | Queries and actions |\n|---|---:|---:|---:|---:|---|\n")

	for _, one := range rows {
		name := "Terraform " + one.program.Version
		if one.program.Kind == terraformcli.OpenTofu {
			name = "OpenTofu " + one.program.Version
		}

		whole := "not run here"
		if one.whole {
			whole = "run"
		}

		fmt.Fprintf(&b, "| %s | %d | %d | %d | %.0f | %s |\n", name, one.passed, one.failed, one.skipped, one.seconds, whole)
	}

	return b.String()
}
