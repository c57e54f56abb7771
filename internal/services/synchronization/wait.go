// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
)

// wait waits until no line of the run is under way, and returns the run with its counts. Progress is told whenever it
// changes. The review is one for the company: its lines count only as long as the run is the latest.
func (c company) wait(ctx context.Context, runID string, tell func(progress string)) (run, error) {
	var ended run
	last, seen := "", false
	err := transport.Poll(ctx, transport.Slow(), func(ctx context.Context) (bool, string, error) {
		rows, err := c.bc.FullSynchronizationLines(ctx, c.id)
		if err != nil {
			return false, "", err
		}
		r := newRun(runID, rows)
		if progress := r.progress(); progress != last {
			last = progress
			tell(progress)
		}
		done := r.done()
		if done && r.doubtful() {
			// The end is the run's own when no coupling is under way, and it is still shown after that was seen.
			coupling, err := c.coupling(ctx)
			if err != nil {
				return false, "", err
			}
			done, seen = seen && !coupling, !coupling
		}
		if ended = r; done {
			if err := c.own(ctx, runID); err != nil {
				return false, "", err
			}
		}
		return done, "the full synchronization is still under way (" + r.progress() + ")", nil
	})
	if err != nil {
		return run{}, err
	}
	if err := c.count(ctx, &ended); err != nil {
		return run{}, err
	}
	return ended, c.addUnmatched(ctx, &ended)
}

// own returns an error when the review's lines are those of a later run.
func (c company) own(ctx context.Context, runID string) error {
	setup, found, err := c.bc.SalesConnectionSetup(ctx, c.id)
	switch {
	case err != nil:
		return err
	case found && strings.EqualFold(setup.LastRunID, runID):
		return nil
	case !found:
		return framework.Errorf("The Sales connection setup is gone",
			"Run terraform plan: it shows what is missing.",
			"Somebody removed the Sales connection setup of company %s while its full synchronization was waited for.", c.id)
	}
	return framework.Errorf("Another full synchronization was started",
		"Wait until it has finished"+c.advice.running+".",
		"Somebody started the full synchronization %s in company %s before the end of %s was seen, and Business Central shows only the latest.", setup.LastRunID, c.id, runID)
}

// unitGroups waits for the job that enabling the Sales connection schedules. A review that is generated before it has run finds no
// units of existing items and resources, and the items would be synchronized without them.
func (c company) unitGroups(ctx context.Context) error {
	return transport.Poll(ctx, transport.Quick(), func(ctx context.Context) (bool, string, error) {
		jobs, err := c.bc.IntegrationJobs(ctx, c.id)
		busy := slices.ContainsFunc(jobs, businesscentral.JobQueueEntry.IsCreatingUnitGroups)
		return !busy, "the job Updating CRM Unit Group Mapping of company " + c.id + " has not run yet", err
	})
}

// coupling reports whether a job that couples records waits or runs.
func (c company) coupling(ctx context.Context) (bool, error) {
	jobs, err := c.bc.IntegrationJobs(ctx, c.id)
	return slices.ContainsFunc(jobs, businesscentral.JobQueueEntry.IsCoupling), err
}

// failure lists the mappings that failed, each with its first failed record, and says what the next run needs.
func (c company) failure(ctx context.Context, r run) (*framework.Problem, error) {
	mappings, err := c.bc.TableMappings(ctx, c.id)
	if err != nil {
		return nil, err
	}
	var lines, incomplete []string
	for _, l := range r.lines {
		if !l.bad() {
			continue
		}
		text := fmt.Sprintf("  - %s: %s", l.name, l.state)
		if l.counts.failed > 0 {
			text += fmt.Sprintf(", %d records failed", l.counts.failed)
		}
		if l.firstError != "" {
			text += ", first: " + l.firstError
		}
		lines = append(lines, text)
		at := slices.IndexFunc(mappings, func(m businesscentral.TableMapping) bool { return m.Name == l.name })
		if at >= 0 && l.name != salespeople && (mappings[at].MatchFieldCount == 0 || !mappings[at].CreateUnmatched) {
			incomplete = append(incomplete, l.name)
		}
	}
	remedy := c.advice.failures
	if len(incomplete) > 0 {
		remedy += " " + bothSides(incomplete)
	}
	return framework.Errorf("The full synchronization has failures",
		remedy+c.advice.accept+allErrors,
		"In company %s:\n%s", c.id, strings.Join(lines, "\n")), nil
}
