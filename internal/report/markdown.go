// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"strconv"
	"strings"
)

// Markdown returns a page: a summary, what concerns the environment once, and a table for each company.
func Markdown(companies []Company) string {
	var b strings.Builder
	b.WriteString("# Readiness for Dynamics 365 Sales\n\n")
	row(&b, "Company", "Ready", "Failed", "Warnings")
	row(&b, "---", "---", "---:", "---:")
	for _, c := range companies {
		row(&b, cell(c.Name), yesNo(c.Ready()), strconv.Itoa(c.count(Fail)), strconv.Itoa(c.count(Warn)))
	}
	if shared := Environment(companies); len(shared) > 0 {
		b.WriteString("\n## Environment\n\n")
		heading(&b)
		for _, s := range shared {
			detail := s.Detail
			if len(s.Companies) > 0 {
				detail += " (" + strings.Join(s.Companies, ", ") + ")"
			}
			row(&b, cell(s.Title), s.Status, cell(detail), cell(s.Remedy))
		}
	}
	for _, c := range companies {
		b.WriteString("\n## " + line(c.Name) + "\n\n")
		own := c.own()
		if len(own) == 0 {
			b.WriteString("Nothing to report.\n")
			continue
		}
		heading(&b)
		for _, f := range own {
			row(&b, cell(f.Title), f.Status, cell(f.Detail), cell(f.Remedy))
		}
	}
	return b.String()
}

func heading(b *strings.Builder) {
	row(b, "Check", "Status", "Finding", "Remedy")
	row(b, "---", "---", "---", "---")
}

func row(b *strings.Builder, cells ...string) {
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// cell is a text as it stands in a table; names and messages of services may hold anything.
func cell(text string) string {
	return strings.ReplaceAll(line(text), "|", `\|`)
}

// line is a text on one line, without HTML.
func line(text string) string {
	text = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(strings.TrimSpace(text))
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\n", " ")), " ")
}
