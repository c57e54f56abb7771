// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package report_test

import (
	"strings"
	"testing"

	"github.com/bcsales/terraform-provider-bcsales/internal/report"
)

func finding(id, scope, status, detail, remedy string) report.Finding {
	return report.Finding{ID: id, Title: "The " + id + " is there", Scope: scope, Status: status, Detail: detail, Remedy: remedy}
}

func companies() []report.Company {
	return []report.Company{
		{Name: "A|B <i>", Findings: []report.Finding{
			finding("user", report.OfEnvironment, report.Fail, "It is disabled.", "Enable it."),
			finding("role", report.OfEnvironment, report.Skipped, "No user.", ""),
			finding("team", report.OfCompany, report.Warn, "Two\nlines | here.", "Look."),
		}},
		{Name: "C", Findings: []report.Finding{
			finding("user", report.OfEnvironment, report.Fail, "It is disabled.", "Enable it."),
			finding("role", report.OfEnvironment, report.Pass, "It has it.", ""),
			finding("team", report.OfCompany, report.Pass, "It is.", ""),
		}},
		{Name: "D", Findings: []report.Finding{
			finding("user", report.OfEnvironment, report.Pass, "Another is enabled.", ""),
			finding("team", report.OfCompany, report.Skipped, "No connection.", ""),
		}},
	}
}

// TestMarkdown: what concerns the environment is said once, and names cannot break the tables.
func TestMarkdown(t *testing.T) {
	t.Parallel()
	const want = "# Readiness for Dynamics 365 Sales\n\n" +
		"| Company | Ready | Failed | Warnings |\n| --- | --- | ---: | ---: |\n" +
		"| A\\|B &lt;i&gt; | no | 1 | 1 |\n| C | no | 1 | 0 |\n| D | yes | 0 | 0 |\n\n" +
		"## Environment\n\n| Check | Status | Finding | Remedy |\n| --- | --- | --- | --- |\n" +
		"| The user is there | fail | It is disabled. (A\\|B &lt;i&gt;, C) | Enable it. |\n" +
		"| The user is there | pass | Another is enabled. (D) |  |\n" +
		"| The role is there | pass | It has it. |  |\n\n" +
		"## A|B &lt;i&gt;\n\n| Check | Status | Finding | Remedy |\n| --- | --- | --- | --- |\n" +
		"| The team is there | warn | Two lines \\| here. | Look. |\n\n" +
		"## C\n\n| Check | Status | Finding | Remedy |\n| --- | --- | --- | --- |\n| The team is there | pass | It is. |  |\n\n" +
		"## D\n\n| Check | Status | Finding | Remedy |\n| --- | --- | --- | --- |\n| The team is there | skipped | No connection. |  |\n"
	if got := report.Markdown(companies()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := report.Markdown([]report.Company{{Name: "E"}}); !strings.HasSuffix(got, "\n## E\n\nNothing to report.\n") {
		t.Errorf("a company without findings:\n%s", got)
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	const want = "Environment\n" +
		"  fail: The user is there\n        It is disabled. (A|B <i>, C)\n        What to do: Enable it.\n  2 passed, 0 skipped\n\n" +
		"A|B <i>: not ready\n  warn: The team is there\n        Two\n        lines | here.\n        What to do: Look.\n  0 passed, 0 skipped\n\n" +
		"C: not ready\n  1 passed, 0 skipped\n\nD: ready\n  0 passed, 1 skipped\n\n"
	if got := report.Text(companies()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := report.Text(companies()[:1]); strings.Contains(got, "Environment") || !strings.Contains(got, "fail: The user") {
		t.Errorf("one company:\n%s", got)
	}
}
