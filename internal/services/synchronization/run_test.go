// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"testing"

	bc "github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
)

const someJob = "000000EE-0000-4000-8000-000000000001"

func TestNewRun_states(t *testing.T) {
	t.Parallel()
	full := func(queue, to, from bc.Option) bc.FullSynchronizationLine {
		return bc.FullSynchronizationLine{
			Name: "CUSTOMER", Recommendation: bc.RecommendFullSynchronization, JobQueueEntryStatus: queue,
			ToIntegrationTableJobStatus: to, FromIntegrationTableJobStatus: from, ToIntegrationTableJobID: someJob,
		}
	}
	empty := full(bc.StatusInProcess, " ", " ")
	empty.Recommendation = bc.RecommendNothing
	for name, c := range map[string]struct {
		line bc.FullSynchronizationLine
		want state
		jobs int
	}{
		"not started":                 {full(" ", " ", " "), stateWaiting, 1},
		"ready":                       {full(bc.StatusReady, " ", " "), stateRunning, 1},
		"in process":                  {full(bc.StatusInProcess, bc.StatusInProcess, " "), stateRunning, 1},
		"finished":                    {full(bc.StatusFinished, bc.StatusSuccess, bc.StatusSuccess), stateFinished, 1},
		"finished, to Dataverse bad":  {full(bc.StatusFinished, bc.StatusError, bc.StatusSuccess), stateFailed, 1},
		"finished, from it bad":       {full(bc.StatusFinished, bc.StatusSuccess, bc.StatusError), stateFailed, 1},
		"job in error":                {full(bc.StatusError, " ", " "), stateFailed, 1},
		"job on hold":                 {full(bc.StatusOnHold, " ", " "), stateFailed, 1},
		"no records, another's state": {empty, stateFinished, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRun("run", []bc.FullSynchronizationLine{c.line})
			if got := r.lines[0]; got.state != c.want || len(got.jobs) != c.jobs {
				t.Errorf("state %s with %d jobs, wanted %s with %d", got.state, len(got.jobs), c.want, c.jobs)
			}
		})
	}
}

func TestNewRun_dependencies(t *testing.T) {
	t.Parallel()
	r := newRun("run", []bc.FullSynchronizationLine{
		{Name: "CONTACT", DependencyFilter: "CUSTOMER|VENDOR", JobQueueEntryStatus: " "},
		{Name: "CUSTOMER", DependencyFilter: "CURRENCY", JobQueueEntryStatus: " "},
		{Name: "CURRENCY", JobQueueEntryStatus: bc.StatusError},
		{Name: "UNIT GROUP", JobQueueEntryStatus: bc.StatusFinished},
	})
	for name, want := range map[string]state{"CONTACT": stateBlocked, "CUSTOMER": stateBlocked, "CURRENCY": stateFailed, "UNIT GROUP": stateFinished} {
		if got := r.line(name).state; got != want {
			t.Errorf("%s is %s, wanted %s", name, got, want)
		}
	}
	if !r.done() || r.status() != statusFailed {
		t.Errorf("a run whose other lines can never start is done (%v) and failed (%s)", r.done(), r.status())
	}
	if got, want := r.progress(), "finished: UNIT GROUP; failed: CURRENCY; blocked: CONTACT, CUSTOMER"; got != want {
		t.Errorf("progress %q, wanted %q", got, want)
	}
}

// TestNewRun_borrowed doubts an end that a line that couples may have from another line's job.
func TestNewRun_borrowed(t *testing.T) {
	t.Parallel()
	line := func(queue, job bc.Option, entry string) bc.FullSynchronizationLine {
		return bc.FullSynchronizationLine{
			Name: "CUSTOMER", Recommendation: bc.RecommendCoupling, JobQueueEntryID: entry, JobQueueEntryStatus: queue, ToIntegrationTableJobStatus: job, ToIntegrationTableJobID: someJob,
		}
	}
	full := line(bc.StatusError, bc.StatusInProcess, someJob)
	full.Recommendation = bc.RecommendFullSynchronization
	fromDataverse := line(bc.StatusFinished, " ", someJob)
	fromDataverse.FromIntegrationTableJobStatus = bc.StatusInProcess
	for name, c := range map[string]struct {
		line bc.FullSynchronizationLine
		want bool
	}{
		"another's error while its own job works":  {line(bc.StatusError, bc.StatusInProcess, someJob), true},
		"another's error before its own job works": {line(bc.StatusError, " ", someJob), true},
		"another's end while its own job works":    {line(bc.StatusFinished, bc.StatusInProcess, someJob), true},
		"its own end":                              {line(bc.StatusFinished, bc.StatusSuccess, someJob), false},
		"another's end while Dataverse is read":    {fromDataverse, true},
		"its own error, naming no job":             {line(bc.StatusError, bc.StatusInProcess, nullGUID), false},
		"its own error, without the field":         {line(bc.StatusError, bc.StatusInProcess, ""), false},
		"a full synchronization's error":           {full, false},
	} {
		if got := newRun("run", []bc.FullSynchronizationLine{c.line}).doubtful(); got != c.want {
			t.Errorf("%s: doubtful is %v", name, got)
		}
	}
}

// TestRun_begun: lines that wait, and those with nothing to do, are no run.
func TestRun_begun(t *testing.T) {
	t.Parallel()
	waiting := bc.FullSynchronizationLine{Name: "CUSTOMER", Recommendation: bc.RecommendFullSynchronization, JobQueueEntryStatus: " "}
	nothing := bc.FullSynchronizationLine{Name: "VENDOR", Recommendation: bc.RecommendNothing, JobQueueEntryStatus: bc.StatusFinished}
	running := bc.FullSynchronizationLine{Name: "CONTACT", Recommendation: bc.RecommendFullSynchronization, JobQueueEntryStatus: bc.StatusReady}
	for name, c := range map[string]struct {
		lines []bc.FullSynchronizationLine
		want  bool
	}{
		"no line":         {nil, false},
		"waiting":         {[]bc.FullSynchronizationLine{waiting}, false},
		"nothing to do":   {[]bc.FullSynchronizationLine{nothing}, false},
		"one of them ran": {[]bc.FullSynchronizationLine{waiting, nothing, running}, true},
	} {
		if got := newRun("run", c.lines).begun(); got != c.want {
			t.Errorf("%s: begun is %v", name, got)
		}
	}
}
