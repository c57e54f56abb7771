// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package solution

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/dataverse"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/remedies"
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
		detail := fmt.Sprintf("Dataverse checked the package of %s %s and found that the environment lacks:\n%s", w.name, w.version, whole(stagedDependencies(staged.Missing)))
		if len(w.source.Requires) > 0 {
			detail += "\nThe package says that it needs: " + strings.Join(w.source.Requires, ", ") + "."
		}
		return framework.Errorf("The solution "+w.name+" needs something that is not installed",
			remedies.MissingDependencies, "%s", detail).At("file")
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
		code := ""
		if finding.ErrorCode != 0 {
			code = dataverse.Code(finding.ErrorCode)
		}
		lines = append(lines, strings.ReplaceAll(serviceText(line, code), "\n", "\n  "))
	}
	remedy := "Correct what the service names, and give a package that passes its checks."
	for _, finding := range staged.Validation {
		if known, ok := remedies.Dataverse(dataverse.Code(finding.ErrorCode), ""); ok {
			remedy = known.Remedy
		}
	}
	return framework.Errorf("Dataverse refuses the package of "+w.name, remedy,
		"The check of version %s ended with the status %q. Nothing was installed.\n%s", w.version, staged.Status, bullets(lines)).At("file")
}

// refused wraps the service's refusal to take a package or to start its import.
func refused(w wanted, attempted string, err error) error {
	problem := framework.Errorf("Dataverse did not "+attempted+" "+w.name, "", "Version %s was to be installed.", w.version)
	problem.Err = err
	if api, ok := errors.AsType[*odata.Error](err); ok {
		if rest, missing := dataverse.SplitMissingDependencies(api.Message); len(missing) > 0 {
			short := *api
			short.Message = rest
			problem.Err = &short
			problem.Detail += " The environment lacks:\n" + whole(dependencyLines(missing))
		}
	}
	return problem
}

// failure explains why an import failed, from the operation and the job's log.
func (i *installer) failure(ctx context.Context, run importRun, operation dataverse.AsyncOperation) error {
	outcome := "failed"
	if operation.Canceled() {
		outcome = "was canceled by somebody"
	}
	lines := []string{fmt.Sprintf("The import of %s %s %s.", i.wanted.name, i.wanted.version, outcome)}
	if text := operation.Text(); text != "" {
		lines = append(lines, "Dataverse: "+serviceText(text, operation.Code()))
	}
	if job, found, _ := i.client.ImportJob(ctx, run.job); found {
		// A truncated log still says something.
		log, _ := dataverse.ParseImportLog(job.Data)
		lines = append(lines, logLines(log, operation.Text())...)
	}
	lines = append(lines, "Asynchronous operation: "+run.operation+"\nImport job: "+run.job)
	remedy := "Correct what the service names and run terraform apply again. The whole log is in Power Apps under Solutions, See history."
	if known, ok := remedies.Dataverse(operation.Code(), ""); ok {
		remedy = known.Remedy
	}
	return framework.Errorf("The import of the solution "+i.wanted.name+" "+outcome, remedy, "%s", strings.Join(lines, "\n"))
}

func logLines(log dataverse.ImportLog, said string) []string {
	var lines []string
	if log.ErrorText != "" && !strings.Contains(said, log.ErrorText) {
		lines = append(lines, "Import log: "+serviceText(log.ErrorText, log.ErrorCode))
	}
	if len(log.Failures) > 0 {
		failures := make([]string, len(log.Failures))
		for i, failure := range log.Failures {
			failures[i] = failure.Component + ": " + strings.ReplaceAll(serviceText(failure.ErrorText, failure.Code), "\n", "\n  ")
		}
		lines = append(lines, "Components that failed:\n"+bullets(failures))
	}
	return lines
}

func withCode(text, code string) string {
	if code == "" || code == "0" {
		return text
	}
	return text + " (code " + code + ")"
}

// bullets shows the first findings as lines.
func bullets(lines []string) string {
	more := ""
	if len(lines) > maxFindings {
		more = fmt.Sprintf("\n  - and %d more", len(lines)-maxFindings)
		lines = lines[:maxFindings]
	}
	return whole(lines) + more
}

// whole shows all findings as lines.
func whole(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return "  - " + strings.Join(lines, "\n  - ")
}

func shorten(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > maxText {
		return strings.ToValidUTF8(text[:maxText], "") + "…"
	}
	return text
}
