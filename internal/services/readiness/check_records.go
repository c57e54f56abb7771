// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package readiness

import (
	"cmp"
	"context"
	"slices"
	"strings"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
)

// recordChecks look at what became of single records.
func recordChecks() []check {
	return []check{
		{"failed_jobs", "The latest job of each mapping had no failed records", ofCompany, checkFailedJobs},
		{"coupled_rows", "The coupled records have their row in Dataverse", ofCompany, checkCoupledRows},
		{"failed_records", "No coupled record failed to synchronize or is skipped", ofCompany, checkFailedRecords},
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
	text := e.Text()
	if e.SourceRecord != "" {
		text = e.SourceRecord + ": " + text
	}
	return strings.TrimSuffix(strings.TrimSpace(text), ".")
}

// What brings failed and skipped records back.
const (
	remedyErrors = "Fix the errors that the page Coupled Data Synchronization Errors in Business Central shows for them. "
	remedyRetry  = "Then retry the records with the action bcsales_retry_skipped_records (Terraform 1.14 or later), or with Retry on that page."
)

func checkFailedRecords(ctx context.Context, f *facts) (outcome, error) {
	found, err := f.troubled(ctx)
	if err != nil {
		return outcome{}, err
	}
	if len(found) == 0 {
		return pass("No coupled record failed in its last synchronization, and none is skipped.")
	}
	var failed, skipped []string
	for _, t := range found {
		if t.coupling.Skipped {
			skipped = append(skipped, t.String())
		} else {
			failed = append(failed, t.String())
		}
	}
	var details, remedies []string
	if len(failed) > 0 {
		details = append(details, "The last synchronization of these records failed: "+list(failed)+".")
		remedies = append(remedies, remedyRun)
	}
	if len(skipped) > 0 {
		details = append(details, "After repeated failures Business Central skips these records: "+list(skipped)+".")
		remedies = append(remedies, remedyRetry)
	}
	return fail(remedyErrors+strings.Join(remedies, " "), "%s", strings.Join(details, " "))
}

// troubled is a coupling that failed or is skipped.
type troubled struct {
	coupling bc.RecordCoupling
	// why is the latest error about it that Business Central still has; empty when it has none.
	why string
}

// String names the record, the directions that failed, and the error.
func (t troubled) String() string {
	var parts []string
	if t.coupling.LastSynchResult == bc.ResultFailure {
		parts = append(parts, "from Dataverse")
	}
	if t.coupling.LastSynchCRMResult == bc.ResultFailure {
		parts = append(parts, "towards Dataverse")
	}
	text := strings.Join(parts, " and ")
	if t.why != "" {
		text = strings.TrimPrefix(text+": "+t.why, ": ")
	}
	name := cmp.Or(t.coupling.RecordKey, t.coupling.RecordID)
	if text == "" {
		return name
	}
	return name + " (" + text + ")"
}

// troubled reads the couplings that failed in a direction or are skipped, each once, and the error of each.
func (f *facts) troubled(ctx context.Context) ([]troubled, error) {
	if _, err := f.connector(ctx); err != nil {
		return nil, err
	}
	client, err := f.bc()
	if err != nil {
		return nil, err
	}
	var found []troubled
	var ahead error
	for _, trouble := range []bc.CouplingTrouble{bc.LeftOut, bc.FailedFromDataverse, bc.FailedTowardsDataverse} {
		rows, err := client.RecordCouplings(ctx, f.company, bc.RecordCouplingQuery{Trouble: trouble, Top: samples})
		if odata.IsAhead(err) {
			ahead = err
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if !slices.ContainsFunc(found, func(t troubled) bool { return t.coupling.ID == row.ID }) {
				found = append(found, troubled{coupling: row})
			}
		}
	}
	if len(found) == 0 {
		return nil, ahead
	}
	errs, err := client.ErrorHistory(ctx, f.company, bc.ErrorQuery{Top: recentJobs})
	if err != nil {
		return nil, err
	}
	for i := range found {
		if at := slices.IndexFunc(errs, func(e bc.SynchronizationError) bool { return e.Concerns(found[i].coupling) }); at >= 0 {
			found[i].why = describeError(errs[at])
		}
	}
	return found, nil
}
