// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"cmp"
	"context"
	"slices"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

// recordChecks look at what became of single records.
func recordChecks() []check {
	return []check{
		{"failed_jobs", "The latest job of each mapping had no failed records", checkFailedJobs},
		{"failed_records", "No coupled record failed to synchronize", checkFailedRecords},
		{"skipped_records", "No coupled record is left out of synchronization", checkSkippedRecords},
	}
}

// remedyRun runs a mapping once, which takes up the records that failed (BCApps, codeunit CRM Integration Table Synch.).
const remedyRun = "Then run the mapping again: with the action bcsales_synchronize_table_mapping (Terraform 1.14 or later), or with Synchronize Modified Records on the page Integration Table Mappings in Business Central."

// recentJobs is how many jobs of the past are looked at.
const recentJobs = 500

func checkFailedJobs(ctx context.Context, f *facts) (outcome, error) {
	if _, err := f.connector(ctx); err != nil {
		return outcome{}, err
	}
	client, err := f.bc()
	if err != nil {
		return outcome{}, err
	}
	jobs, err := client.JobHistory(ctx, f.company, bc.JobHistoryQuery{Top: recentJobs})
	if err != nil {
		return outcome{}, err
	}
	var failed []bc.SynchronizationJob
	seen := map[string]bool{}
	for _, job := range jobs { // the latest first
		key := job.MappingName + "/" + string(job.Direction) + "/" + string(job.Type)
		if seen[key] || job.Finished.IsZero() {
			continue
		}
		seen[key] = true
		if job.Failed > 0 {
			failed = append(failed, job)
		}
	}
	if len(failed) == 0 {
		return pass("The latest jobs of %d mappings and directions had no failed records.", len(seen))
	}
	slices.SortStableFunc(failed, func(a, b bc.SynchronizationJob) int { return strings.Compare(a.MappingName, b.MappingName) })
	names := make([]string, 0, named)
	for _, job := range failed[:min(len(failed), named)] {
		errs, err := client.SynchronizationErrors(ctx, f.company, job.JobID, 1)
		if err != nil {
			return outcome{}, err
		}
		name := job.MappingName
		if len(errs) > 0 {
			name += ", first: " + describeError(errs[0])
		}
		names = append(names, name)
	}
	return fail("Fix the errors that the data source bcsales_synchronization_errors lists. "+remedyRun, "Records failed: %s.", list(names))
}

func describeError(e bc.SynchronizationError) string {
	text := e.ErrorMessage
	if text == "" {
		text = e.Message
	}
	if e.SourceRecord != "" {
		text = e.SourceRecord + ": " + text
	}
	return strings.TrimSuffix(strings.TrimSpace(text), ".")
}

func checkFailedRecords(ctx context.Context, f *facts) (outcome, error) {
	from, err := f.couplingsWith(ctx, bc.FailedFromDataverse)
	if err != nil {
		return outcome{}, err
	}
	towards, err := f.couplingsWith(ctx, bc.FailedTowardsDataverse)
	if err != nil {
		return outcome{}, err
	}
	var failed []string
	if len(from) > 0 {
		failed = append(failed, "from Dataverse "+list(from))
	}
	if len(towards) > 0 {
		failed = append(failed, "towards Dataverse "+list(towards))
	}
	if len(failed) > 0 {
		return fail("Fix the errors that the page Coupled Data Synchronization Errors in Business Central shows for them. "+remedyRun,
			"The last synchronization of these records failed: %s.", strings.Join(failed, "; "))
	}
	return pass("No coupled record failed in its last synchronization.")
}

func checkSkippedRecords(ctx context.Context, f *facts) (outcome, error) {
	found, err := f.skippedWithErrors(ctx)
	if err != nil {
		return outcome{}, err
	}
	if len(found) > 0 {
		return warn("Fix the errors that the page Coupled Data Synchronization Errors in Business Central shows for them. Then retry the records with the action bcsales_retry_skipped_records (Terraform 1.14 or later), or with Retry on that page.",
			"After repeated failures Business Central skips these records: %s.", list(found))
	}
	return pass("No coupled record is skipped.")
}

// skippedWithErrors names the couplings that are skipped, each with the latest error about it that Business Central still has.
func (f *facts) skippedWithErrors(ctx context.Context) ([]string, error) {
	if _, err := f.connector(ctx); err != nil {
		return nil, err
	}
	client, err := f.bc()
	if err != nil {
		return nil, err
	}
	rows, err := client.TroubledCouplings(ctx, f.company, bc.LeftOut, samples)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	errs, err := client.ErrorHistory(ctx, f.company, bc.ErrorQuery{Top: recentJobs})
	if err != nil {
		return nil, err
	}
	names := make([]string, len(rows))
	for i, row := range rows {
		names[i] = cmp.Or(row.RecordKey, row.RecordID)
		if at := slices.IndexFunc(errs, func(e bc.SynchronizationError) bool { return e.Concerns(row) }); at >= 0 {
			names[i] += " (" + describeError(errs[at]) + ")"
		}
	}
	return names, nil
}

// couplingsWith names coupled records with a trouble.
func (f *facts) couplingsWith(ctx context.Context, trouble bc.CouplingTrouble) ([]string, error) {
	if _, err := f.connector(ctx); err != nil {
		return nil, err
	}
	client, err := f.bc()
	if err != nil {
		return nil, err
	}
	rows, err := client.TroubledCouplings(ctx, f.company, trouble, samples)
	names := make([]string, len(rows))
	for i, row := range rows {
		names[i] = row.RecordKey
		if row.RecordKey == "" {
			names[i] = row.RecordID
		}
	}
	return names, err
}
