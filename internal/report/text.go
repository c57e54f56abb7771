// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"
	"strings"
)

// Text returns the findings for a terminal: what failed and what warns, and how many checks passed.
func Text(companies []Company) string {
	var b strings.Builder
	shared := Environment(companies)
	if len(companies) > 1 {
		b.WriteString("Environment\n")
		findings := make([]Finding, len(shared))
		for i, s := range shared {
			findings[i] = s.Finding
			if len(s.Companies) > 0 {
				findings[i].Detail += " (" + strings.Join(s.Companies, ", ") + ")"
			}
		}
		section(&b, findings)
	}
	for _, c := range companies {
		b.WriteString(c.Name + ": " + verdict(c) + "\n")
		findings := c.Findings
		if len(companies) > 1 {
			findings = c.own()
		}
		section(&b, findings)
	}
	return b.String()
}

func verdict(c Company) string {
	if c.Ready() {
		return "ready"
	}
	return "not ready"
}

func section(b *strings.Builder, findings []Finding) {
	passed, skipped := 0, 0
	for _, f := range findings {
		switch f.Status {
		case Pass:
			passed++
		case Skipped:
			skipped++
		default:
			fmt.Fprintf(b, "  %s: %s\n        %s\n", f.Status, f.Title, plain(f.Detail))
			if f.Remedy != "" {
				fmt.Fprintf(b, "        What to do: %s\n", plain(f.Remedy))
			}
		}
	}
	fmt.Fprintf(b, "  %d passed, %d skipped\n\n", passed, skipped)
}

// plain keeps the lines of a text below the first at the same indentation.
func plain(text string) string {
	return strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n        ")
}
