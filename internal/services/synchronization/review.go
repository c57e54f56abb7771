// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/odata"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// company runs synchronizations in one company.
type company struct {
	bc *businesscentral.Client
	id string
	// advice words the remedies.
	advice advice
	// before are the salespeople that were coupled when the run started.
	before *coupledBefore
}

// enabledSetup returns the Sales connection setup, which must be on.
func (c company) enabledSetup(ctx context.Context) (businesscentral.SalesConnectionSetup, error) {
	setup, _, err := c.bc.SalesConnectionSetup(ctx, c.id)
	if err != nil {
		return setup, err
	}
	if !setup.IsEnabled || setup.IsIncomplete {
		detail := fmt.Sprintf("The connection to Dynamics 365 Sales is not enabled in company %s.", c.id)
		if setup.DisableReason != "" {
			detail += " Business Central says: " + setup.DisableReason
		}
		return setup, framework.Errorf("The Sales connection is not enabled",
			c.advice.notEnabled, "%s", detail)
	}
	return setup, nil
}

// current reads the review's lines with the jobs' counts and first errors.
func (c company) current(ctx context.Context, runID string) (run, error) {
	rows, err := c.bc.FullSynchronizationLines(ctx, c.id)
	if err != nil {
		return run{}, err
	}
	r := newRun(runID, rows)
	return r, c.count(ctx, &r)
}

// count adds up the jobs of each line.
func (c company) count(ctx context.Context, r *run) error {
	var ids []string
	for _, l := range r.lines {
		ids = append(ids, l.jobs...)
	}
	if len(ids) == 0 {
		return nil
	}
	jobs, err := c.bc.SynchronizationJobs(ctx, c.id, businesscentral.SynchronizationJobQuery{JobIDs: ids})
	if err != nil {
		return err
	}
	for i := range r.lines {
		for _, job := range jobs {
			if slices.Contains(r.lines[i].jobs, strings.ToLower(job.JobID)) {
				if err := c.add(ctx, r, &r.lines[i], job); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (c company) add(ctx context.Context, r *run, l *line, job businesscentral.SynchronizationJob) error {
	l.counts.inserted += job.Inserted
	l.counts.modified += job.Modified
	l.counts.unchanged += job.Unchanged
	l.counts.skipped += job.Skipped
	l.counts.failed += job.Failed
	if !job.Started.IsZero() && (r.started.IsZero() || job.Started.Before(r.started)) {
		r.started = job.Started
	}
	if job.Finished.After(r.finished) {
		r.finished = job.Finished
	}
	if l.firstError != "" || job.Failed == 0 && l.state != stateFailed {
		return nil
	}
	failures, err := c.bc.SynchronizationErrors(ctx, c.id, job.JobID, 1)
	if err != nil {
		return err
	}
	l.firstError = job.Message
	if len(failures) > 0 {
		l.firstError = failureText(failures[0])
	}
	return nil
}

// failureText says which record failed and why.
func failureText(e businesscentral.SynchronizationError) string {
	text := e.Text()
	if e.SourceRecord != "" {
		return e.SourceRecord + ": " + text
	}
	return text
}

// latest reads the progress of the latest run, no matter who started it.
func (c company) latest(ctx context.Context) (run, error) {
	rows, err := c.bc.FullSynchronizationLines(ctx, c.id)
	return newRun("", rows), err
}

// proposed returns what a new review would propose, so that a run is refused before anything changes. The run before, which
// somebody else started, is left to finish first.
func (c company) proposed(ctx context.Context, before run) ([]businesscentral.FullSynchronizationProposal, error) {
	if before.busy() {
		return nil, framework.Errorf("A full synchronization is running already",
			"Wait until it has finished"+c.advice.running+".",
			"In company %s: %s.", c.id, before.progress())
	}
	if err := c.unitGroups(ctx); err != nil {
		return nil, err
	}
	return c.bc.FullSynchronizationProposals(ctx, c.id)
}

// review generates the review, whose lines replace those of the run before.
func (c company) review(ctx context.Context, setup businesscentral.SalesConnectionSetup) error {
	err := c.bc.GenerateFullSynchronizationReview(ctx, c.id, setup.ID)
	if odata.IsAnswerLost(err) {
		// Nothing was started yet, so generating the review once more does no harm.
		err = c.bc.GenerateFullSynchronizationReview(ctx, c.id, setup.ID)
	}
	return err
}

// start starts the run. It is safe to call again with the same id, and a lost answer is settled by asking which run
// the setup shows.
func (c company) start(ctx context.Context, setup businesscentral.SalesConnectionSetup, runID string, mappings []string) error {
	if slices.Contains(mappings, salespeople) {
		if err := c.noteCoupled(ctx); err != nil {
			return err
		}
	}
	err := c.bc.StartFullSynchronization(ctx, c.id, setup.ID, runID, mappings)
	if err == nil || !odata.IsAnswerLost(err) {
		return err
	}
	now, found, _ := c.bc.SalesConnectionSetup(ctx, c.id)
	if found && strings.EqualFold(now.LastRunID, runID) {
		return nil
	}
	return err
}
