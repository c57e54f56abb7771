// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package probes

import (
	"fmt"
	"strings"
	"time"
)

// Report is the result of a run.
type Report struct {
	// Version is that of the program, At when the run began.
	Version string
	At      time.Time
	// Where says what the probes ran against.
	Where string
	// Types are the types of the environments; empty where nothing was to be written.
	Types   Types
	Results []Result
}

// Count returns how many probes have the verdict.
func (r Report) Count(v Verdict) (n int) {
	for _, result := range r.Results {
		if result.Verdict == v {
			n++
		}
	}
	return n
}

// Left returns what could not be removed.
func (r Report) Left() (all []Leftover) {
	for _, result := range r.Results {
		all = append(all, result.Left...)
	}
	return all
}

// Markdown returns the report as a page. Every text of a service passes mask.
func (r Report) Markdown(mask func(string) string) string {
	var b strings.Builder
	b.WriteString("# What the services answered\n\n")
	fmt.Fprintf(&b, "- bcsales %s, %s\n- %s\n", r.Version, r.At.UTC().Format(time.RFC3339), line(mask(r.Where)))
	if r.Types != (Types{}) {
		fmt.Fprintf(&b, "- Types of the environments: Dataverse %s, Business Central %s\n", line(r.Types.Dataverse), line(r.Types.BusinessCentral))
	}
	fmt.Fprintf(&b, "- %d as assumed, %d different, %d could not tell, %d not run\n\n", r.Count(AsAssumed), r.Count(Different), r.Count(Untold), r.Count(NotRun))
	b.WriteString("| Probe | Question | Result |\n| --- | --- | --- |\n")
	for _, result := range r.Results {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", result.Probe.ID, result.Probe.Question, result.Verdict)
	}
	for _, result := range r.Results {
		result.section(&b, mask)
	}
	if left := r.Left(); len(left) > 0 {
		b.WriteString("\n## What could not be removed\n\nRemove it by hand, in this order:\n\n")
		for _, l := range left {
			fmt.Fprintf(&b, "1. %s: %s\n", line(mask(l.What)), line(mask(l.Err.Error())))
		}
	}
	return b.String()
}

// section says more about a result than the table.
func (r Result) section(b *strings.Builder, mask func(string) string) {
	if r.Verdict == NotRun {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n%s\n\nResult: %s\n", r.Probe.ID, r.Probe.Question, r.Verdict)
	list := func(title string, texts []string) {
		if len(texts) == 0 {
			return
		}
		fmt.Fprintf(b, "\n%s:\n\n", title)
		for _, text := range texts {
			fmt.Fprintf(b, "- %s\n", line(mask(text)))
		}
	}
	if r.Reason != "" {
		list("Reason", []string{r.Reason})
	}
	list("Service", r.Answer.Facts)
	if r.Verdict == Different {
		list("Emulator", r.Assumed.Facts)
	}
	list("Texts of the service", r.Answer.Notes)
}

// line is a text on one line, in which nothing is Markdown or HTML.
func line(text string) string {
	text = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "|", `\|`, "`", "'", "*", `\*`, "[", `\[`).Replace(text)
	return strings.Join(strings.Fields(text), " ")
}
