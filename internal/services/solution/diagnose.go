// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// Bounds of what a diagnostic shows of the service's findings, which can be thousands of lines.
const (
	maxFindings = 10
	maxText     = 600
)

// verdict turns what the service says about a staged package into an error, or nil.
func verdict(w wanted, staged dataverse.StagedSolution) error {
	if staged.Details.HasPendingUpgrade {
		return framework.Errorf("An earlier upgrade of "+w.name+" was never applied",
			"In Power Apps, under Solutions, apply the pending upgrade or delete it, then run terraform apply again.",
			"The environment holds the staged upgrade %s_Upgrade, and Dataverse accepts no other import before it is applied or deleted.", w.name)
	}
	if len(staged.Missing) > 0 {
		lines := make([]string, len(staged.Missing))
		for i, missing := range staged.Missing {
			lines[i] = describeMissing(missing)
		}
		detail := fmt.Sprintf("Dataverse checked the package of %s %s and found that the environment lacks:\n%s", w.name, w.version, list(lines))
		if len(w.source.Requires) > 0 {
			detail += "\nThe package says that it needs: " + strings.Join(w.source.Requires, ", ") + "."
		}
		return framework.Errorf("The solution "+w.name+" needs something that is not installed",
			"Install what is missing first. When another bcsales_solution resource does it, let this one depend on it with depends_on.", "%s", detail).At("file")
	}
	if strings.EqualFold(staged.Status, "Passed") {
		return nil
	}
	var lines []string
	for _, finding := range staged.Validation {
		line := finding.Message
		if finding.AdditionalInfo != "" {
			line += " (" + finding.AdditionalInfo + ")"
		}
		if finding.ErrorCode != 0 {
			line += " [" + dataverse.Code(finding.ErrorCode) + "]"
		}
		lines = append(lines, shorten(line))
	}
	remedy := "Correct what the service names, and give a package that passes its checks."
	for _, finding := range staged.Validation {
		if known := remedyForCode(dataverse.Code(finding.ErrorCode)); known != "" {
			remedy = known
		}
	}
	return framework.Errorf("Dataverse refuses the package of "+w.name, remedy,
		"The check of version %s ended with the status %q. Nothing was installed.\n%s", w.version, staged.Status, list(lines)).At("file")
}

// emptyGUID is what the service shows where there is no id.
const emptyGUID = "00000000-0000-0000-0000-000000000000"

// describeMissing tells a missing dependency. The service does not document its form: without the names that are known
// every text that it holds is shown.
func describeMissing(missing map[string]any) string {
	text := func(names ...string) string {
		for _, name := range names {
			if value, _ := missing[name].(string); value != "" {
				return value
			}
		}
		return ""
	}
	if solution := text("RequiredSolutionName"); solution != "" {
		line := solution
		if component := text("RequiredComponentDisplayName", "RequiredComponentSchemaName"); component != "" {
			line += ": " + component
		}
		if dependent := text("DependentComponentDisplayName", "DependentComponentSchemaName"); dependent != "" {
			line += ", needed by " + dependent
		}
		return shorten(line)
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(missing)) {
		switch value := missing[name].(type) {
		case string:
			if value != "" && value != emptyGUID {
				parts = append(parts, name+" "+value)
			}
		case map[string]any:
			if text := describeMissing(value); text != "" {
				parts = append(parts, name+" ("+text+")")
			}
		}
	}
	return shorten(strings.Join(parts, ", "))
}

// refused wraps the service's refusal to take a package or to start its import.
func refused(w wanted, attempted string, err error) error {
	problem := framework.Errorf("Dataverse did not "+attempted+" "+w.name, remedyForCode(codeOf(err)), "Version %s was to be installed.", w.version)
	problem.Err = err
	return problem
}

// failure tells why an import ended badly, from the operation and the job's log.
func (i *installer) failure(ctx context.Context, run importRun, operation dataverse.AsyncOperation) error {
	outcome := "failed"
	if operation.Canceled() {
		outcome = "was canceled by somebody"
	}
	lines := []string{fmt.Sprintf("The import of %s %s %s.", i.wanted.name, i.wanted.version, outcome)}
	if text := operation.Text(); text != "" {
		lines = append(lines, "Dataverse: "+withCode(shorten(text), operation.Code()))
	}
	if job, found, err := i.client.ImportJob(ctx, run.job); err == nil && found {
		// A log that is cut off tells what it can.
		log, _ := dataverse.ParseImportLog(job.Data)
		lines = append(lines, logLines(log, operation.Text())...)
	}
	lines = append(lines, "Asynchronous operation: "+run.operation+"\nImport job: "+run.job)
	remedy := remedyForCode(operation.Code())
	if remedy == "" {
		remedy = "Correct what the service names and run terraform apply again. The whole log is in Power Apps under Solutions, See history."
	}
	return framework.Errorf("The import of the solution "+i.wanted.name+" "+outcome, remedy, "%s", strings.Join(lines, "\n"))
}

func logLines(log dataverse.ImportLog, said string) []string {
	var lines []string
	if log.ErrorText != "" && !strings.Contains(said, log.ErrorText) {
		lines = append(lines, "Import log: "+withCode(shorten(log.ErrorText), log.ErrorCode))
	}
	if len(log.Failures) > 0 {
		failures := make([]string, len(log.Failures))
		for i, failure := range log.Failures {
			failures[i] = failure.Component + ": " + withCode(shorten(failure.ErrorText), failure.Code)
		}
		lines = append(lines, "Components that failed:\n"+list(failures))
	}
	return lines
}

func withCode(text, code string) string {
	if code == "" || code == "0" {
		return text
	}
	return text + " (code " + code + ")"
}

// list shows the first findings as lines.
func list(lines []string) string {
	more := ""
	if len(lines) > maxFindings {
		more = fmt.Sprintf("\n  - and %d more", len(lines)-maxFindings)
		lines = lines[:maxFindings]
	}
	if len(lines) == 0 {
		return ""
	}
	return "  - " + strings.Join(lines, "\n  - ") + more
}

func shorten(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > maxText {
		return strings.ToValidUTF8(text[:maxText], "") + "…"
	}
	return text
}
