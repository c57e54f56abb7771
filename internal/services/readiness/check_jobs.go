// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"context"
	"fmt"
	"slices"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

// jobChecks look at the job queue and at the full synchronization.
func jobChecks() []check {
	return []check{
		{"jobs_on_hold", "No job of the integration is on hold", ofCompany, checkJobsOnHold},
		{"jobs_in_error", "No job of the integration is in error", ofCompany, checkJobsInError},
		{"initial_synchronization", "The initial synchronization was run and has no failed mapping", ofCompany, checkInitial},
	}
}

// jobsIn lists the jobs with the status, recurring ones and those that run once, and says what it looked at.
func (f *facts) jobsIn(ctx context.Context, status bc.Option) (examined string, found []bc.JobQueueEntry, err error) {
	if err := f.both(ctx); err != nil {
		return "", nil, err
	}
	jobs, err := f.jobs(ctx)
	recurring := 0
	for _, job := range jobs {
		if job.Recurring {
			recurring++
		}
		if job.Status == status {
			found = append(found, job)
		}
	}
	return fmt.Sprintf("%d recurring jobs and %d that run once", recurring, len(jobs)-recurring), found, err
}

func describeJobs(jobs []bc.JobQueueEntry) string {
	names := make([]string, len(jobs))
	for i, job := range jobs {
		names[i] = strings.TrimSuffix(strings.TrimSpace(job.Description), ".")
		if job.ErrorMessage != "" {
			names[i] += ": " + strings.TrimSuffix(strings.TrimSpace(job.ErrorMessage), ".")
		}
	}
	slices.Sort(names)
	return list(names)
}

func checkJobsOnHold(ctx context.Context, f *facts) (outcome, error) {
	examined, jobs, err := f.jobsIn(ctx, bc.StatusOnHold)
	if err != nil {
		return outcome{}, err
	}
	if len(jobs) > 0 {
		return warn("For the job of a mapping set synchronization_enabled = true with bcsales_table_mapping. Restart another job on the page Job Queue Entries in Business Central. Ignore this when the job is meant to rest.",
			"Jobs on hold do not synchronize: %s.", describeJobs(jobs))
	}
	return pass("None of %s is on hold.", examined)
}

func checkJobsInError(ctx context.Context, f *facts) (outcome, error) {
	examined, jobs, err := f.jobsIn(ctx, bc.StatusError)
	if err != nil {
		return outcome{}, err
	}
	if len(jobs) > 0 {
		return fail("Fix the reported error. Then restart the job on the page Job Queue Entries in Business Central, or delete it there if it runs only once and is no longer needed.", "Jobs ended with an error: %s.", describeJobs(jobs))
	}
	return pass("None of %s is in error.", examined)
}

// remedyAgain runs the full synchronization once more, which couples what is on both sides now.
const remedyAgain = "change triggers of bcsales_initial_synchronization, with match_fields and create_unmatched for the mappings whose records are on both sides."

const nullGUID = "00000000-0000-0000-0000-000000000000"

func checkInitial(ctx context.Context, f *facts) (outcome, error) {
	sales, err := f.sales(ctx)
	if err != nil {
		return outcome{}, err
	}
	lines, err := f.lines(ctx)
	if err != nil {
		return outcome{}, err
	}
	unmatched, err := f.coupling(ctx)
	if err != nil {
		return outcome{}, err
	}
	var failed, open []string
	for _, line := range lines {
		switch {
		case line.Recommendation == bc.RecommendNothing:
		case line.JobQueueEntryStatus == bc.StatusError, line.ToIntegrationTableJobStatus == bc.StatusError, line.FromIntegrationTableJobStatus == bc.StatusError:
			failed = append(failed, line.Name)
		case line.JobQueueEntryStatus != bc.StatusFinished:
			open = append(open, line.Name)
		}
	}
	switch {
	case len(failed) > 0:
		return fail("Fix the errors that the data source bcsales_synchronization_errors lists. Then run the synchronization again: "+remedyAgain,
			"The full synchronization failed for %s.", list(failed))
	case len(unmatched.unmatched) > 0:
		return skip("Some mappings lack fields to match records by, which has to be fixed first.")
	case len(lines) == 0 && (sales.LastRunID == "" || sales.LastRunID == nullGUID):
		return warn("Run it with bcsales_initial_synchronization.", "No full synchronization was run in the company.")
	case len(open) > 0:
		return warn("Wait until it has finished, or run it again: "+remedyAgain, "The full synchronization has not finished %s.", list(open))
	}
	return pass("All %d mappings of the last run are finished.", len(lines))
}
