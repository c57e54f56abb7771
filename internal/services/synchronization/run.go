// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"slices"
	"strings"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

// state is what became of one line.
type state string

const (
	stateFinished state = "finished"
	stateFailed   state = "failed"
	stateRunning  state = "running"
	stateWaiting  state = "waiting"
	stateBlocked  state = "blocked"
)

// Values of the attribute status.
const (
	statusRunning   = "running"
	statusSucceeded = "succeeded"
	statusFailed    = "failed"
)

type counts struct{ inserted, modified, unchanged, skipped, failed int64 }

// line is one table mapping of a run.
type line struct {
	name           string
	recommendation businesscentral.Option
	dependsOn      []string
	state          state
	// doubtful says that the state may be another line's.
	doubtful   bool
	jobs       []string
	counts     counts
	firstError string
}

// run is a full synchronization as Business Central shows it.
type run struct {
	id                string
	lines             []line
	started, finished time.Time
}

// newRun reads a run from the review's lines.
func newRun(id string, rows []businesscentral.FullSynchronizationLine) run {
	r := run{id: id}
	for _, row := range rows {
		r.lines = append(r.lines, newLine(row))
	}
	slices.SortFunc(r.lines, func(a, b line) int { return strings.Compare(a.name, b.name) })
	r.block()
	return r
}

func newLine(row businesscentral.FullSynchronizationLine) line {
	l := line{
		name: row.Name, recommendation: row.Recommendation, dependsOn: dependencies(row.DependencyFilter), state: lineState(row),
		doubtful: borrowed(row),
	}
	if row.Recommendation == businesscentral.RecommendNothing {
		return l
	}
	for _, job := range []string{row.ToIntegrationTableJobID, row.FromIntegrationTableJobID} {
		if job != "" && job != nullGUID {
			l.jobs = append(l.jobs, strings.ToLower(job))
		}
	}
	return l
}

const nullGUID = "00000000-0000-0000-0000-000000000000"

// dependencies splits a dependency filter such as "CURRENCY|PAYMENT TERMS".
func dependencies(filter string) []string {
	return slices.DeleteFunc(strings.Split(filter, "|"), func(name string) bool { return name == "" })
}

// lineState derives a line's state from its own statuses.
//
// A line without records has no job of its own: Business Central leaves its status blank or gives it the status of the
// previous line's job (BCApps, table CRM Full Synch. Review Line, Start), so such a line is done whatever it shows.
func lineState(row businesscentral.FullSynchronizationLine) state {
	failed := row.ToIntegrationTableJobStatus == businesscentral.StatusError || row.FromIntegrationTableJobStatus == businesscentral.StatusError
	switch {
	case row.Recommendation == businesscentral.RecommendNothing:
		return stateFinished
	case row.JobQueueEntryStatus == businesscentral.StatusError || row.JobQueueEntryStatus == businesscentral.StatusOnHold:
		return stateFailed
	case row.JobQueueEntryStatus == businesscentral.StatusFinished && failed:
		return stateFailed
	case row.JobQueueEntryStatus == businesscentral.StatusFinished:
		return stateFinished
	case row.JobQueueEntryStatus.IsBlank():
		return stateWaiting
	default:
		return stateRunning
	}
}

// borrowed reports whether a line shows an end that may be that of another line's job.
//
// The job of a line that couples belongs to a clone of the mapping, so the line never carries its id (BCApps, table CRM Full
// Synch. Review Line, Start). It carries that of the line before, when there is one, and shows its status, or Error once that
// job is gone, until its own job ends and writes its status by the mapping's name.
func borrowed(row businesscentral.FullSynchronizationLine) bool {
	if row.Recommendation != businesscentral.RecommendCoupling || row.JobQueueEntryID == "" || row.JobQueueEntryID == nullGUID {
		return false
	}
	working := row.ToIntegrationTableJobStatus == businesscentral.StatusInProcess || row.FromIntegrationTableJobStatus == businesscentral.StatusInProcess
	return row.JobQueueEntryStatus == businesscentral.StatusError || row.JobQueueEntryStatus == businesscentral.StatusFinished && working
}

// doubtful reports whether the end that the run shows may not be its own.
func (r run) doubtful() bool {
	return slices.ContainsFunc(r.lines, func(l line) bool { return l.doubtful })
}

// block marks the lines that can never start because a line that they depend on failed.
func (r *run) block() {
	for changed := true; changed; {
		changed = false
		for i := range r.lines {
			if r.lines[i].state != stateWaiting {
				continue
			}
			for _, name := range r.lines[i].dependsOn {
				if other := r.line(name); other != nil && (other.state == stateFailed || other.state == stateBlocked) {
					r.lines[i].state = stateBlocked
					changed = true
				}
			}
		}
	}
}

func (r *run) line(name string) *line {
	for i := range r.lines {
		if r.lines[i].name == name {
			return &r.lines[i]
		}
	}
	return nil
}

// begun reports whether any line was ever started.
func (r run) begun() bool {
	return slices.ContainsFunc(r.lines, func(l line) bool {
		return l.recommendation != businesscentral.RecommendNothing && l.state != stateWaiting
	})
}

// busy reports whether a line's job is under way.
func (r run) busy() bool {
	return slices.ContainsFunc(r.lines, func(l line) bool { return l.state == stateRunning })
}

// done reports whether nothing more will happen. A run without lines cannot be seen, which is not its end.
func (r run) done() bool {
	return len(r.lines) > 0 && !slices.ContainsFunc(r.lines, func(l line) bool { return l.state == stateRunning || l.state == stateWaiting })
}

func (r run) status() string {
	switch {
	case !r.done():
		return statusRunning
	case slices.ContainsFunc(r.lines, line.bad):
		return statusFailed
	default:
		return statusSucceeded
	}
}

// bad reports whether the line failed, was blocked, or had records that failed.
func (l line) bad() bool {
	return l.state == stateFailed || l.state == stateBlocked || l.counts.failed > 0
}

// progress describes the run's state in one line for people.
func (r run) progress() string {
	byState := map[state][]string{}
	for _, l := range r.lines {
		byState[l.state] = append(byState[l.state], l.name)
	}
	if len(r.lines) == 0 {
		return "its review shows no lines"
	}
	var parts []string
	for _, s := range []state{stateFinished, stateRunning, stateWaiting, stateFailed, stateBlocked} {
		if names := byState[s]; len(names) > 0 {
			parts = append(parts, string(s)+": "+strings.Join(names, ", "))
		}
	}
	return strings.Join(parts, "; ")
}
