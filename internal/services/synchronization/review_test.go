// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework"
	"github.com/bcsales/terraform-provider-bcsales/internal/framework/customtypes"
)

// TestAdd: the first error of a line is that of a job with failed records, or of a job of a line that failed as a whole. Where
// no record failed, the errors are not read.
func TestAdd(t *testing.T) {
	t.Parallel()
	const failure = `{"id":"000000e0-0000-4000-8000-000000000001","entryNo":1,"jobId":"` + jobID + `","message":"It is bad."}`
	for name, tc := range map[string]struct {
		line   line
		failed int64
		errors string
		want   string
		asked  int
	}{
		"nothing failed":         {line: line{state: stateFinished}, errors: failure},
		"a record failed":        {line: line{state: stateFinished}, failed: 1, errors: failure, want: "It is bad.", asked: 1},
		"without its error":      {line: line{state: stateFinished}, failed: 1, want: "The job says so.", asked: 1},
		"the line failed":        {line: line{state: stateFailed}, errors: failure, want: "It is bad.", asked: 1},
		"the line, no record":    {line: line{state: stateFailed}, want: "The job says so.", asked: 1},
		"another failed already": {line: line{state: stateFailed, firstError: "First."}, failed: 1, errors: failure, want: "First."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := 0
			c := answering(t, func(*http.Request) transporttest.Answer {
				asked++
				return transporttest.Answer{Body: `{"value":[` + tc.errors + `]}`}
			})
			job := businesscentral.SynchronizationJob{JobID: jobID, Failed: tc.failed, Message: "The job says so."}
			if err := c.add(t.Context(), &run{}, &tc.line, job); err != nil || tc.line.firstError != tc.want || asked != tc.asked {
				t.Errorf("%q, %v after %d requests", tc.line.firstError, err, asked)
			}
		})
	}
}

// TestAdd_times: a run began with the first of its jobs and ended with the last, in whatever order they are added.
func TestAdd_times(t *testing.T) {
	t.Parallel()
	at := func(minute int) time.Time { return time.Date(2026, time.March, 2, 8, minute, 0, 0, time.UTC) }
	jobs := []businesscentral.SynchronizationJob{
		{Started: at(1), Finished: at(2), Inserted: 1}, {Started: at(0), Finished: at(5), Modified: 2}, {Started: at(3), Finished: at(4), Skipped: 3}, {Unchanged: 4},
	}
	for range jobs {
		jobs = append(jobs[1:], jobs[0])
		r, l := run{}, line{}
		for _, job := range jobs {
			if err := (company{}).add(t.Context(), &r, &l, job); err != nil {
				t.Fatal(err)
			}
		}
		if !r.started.Equal(at(0)) || !r.finished.Equal(at(5)) || l.counts != (counts{inserted: 1, modified: 2, skipped: 3, unchanged: 4}) {
			t.Errorf("%s to %s, %+v", r.started, r.finished, l.counts)
		}
	}
}

// TestEnabledSetup: a run needs a connection that is there, enabled and complete.
func TestEnabledSetup(t *testing.T) {
	t.Parallel()
	const disabled = "is not enabled"
	for setup, want := range map[string]string{
		`"isEnabled":true`:                       "",
		`"isEnabled":true,"isIncomplete":true`:   disabled,
		`"isEnabled":false`:                      disabled,
		`"isEnabled":false,"disableReason":"So"`: "Business Central says: So",
		"":                                       disabled,
	} {
		row := ""
		if setup != "" {
			row = `{"id":"s","businessCentralUrl":"",` + setup + "}"
		}
		c := answering(t, func(*http.Request) transporttest.Answer { return transporttest.Answer{Body: `{"value":[` + row + `]}`} })
		if _, err := c.enabledSetup(t.Context()); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", setup, err)
		}
	}
}

// TestReadInitial_open: the open lines of a review say nothing of the run that was seen to end, and everything of another one. What is
// not managed is not read.
func TestReadInitial_open(t *testing.T) {
	t.Parallel()
	const other = "000000ee-0000-4000-8000-0000000000bb"
	for name, tc := range map[string]struct {
		before, status string // of the state
		open           bool
		want           string // the status
	}{
		"the run that ended":         {before: strings.ToUpper(runID), status: statusFailed, open: true, want: statusFailed},
		"the run that ended, closed": {before: runID, status: statusFailed, want: statusSucceeded},
		"another run":                {before: other, status: statusFailed, open: true, want: statusRunning},
		"the run that was under way": {before: runID, status: statusRunning, open: true, want: statusRunning},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &world{rows: rowsOf(), run: runID, refuses: -1}
			if tc.open {
				w.rows["fullSynchronizationLines"] = strings.ReplaceAll(w.rows["fullSynchronizationLines"], `"Finished"`, `" "`)
			}
			m := modelWith(nil)
			m.RunID, m.Status = customtypes.NewGUID(tc.before), types.StringValue(tc.status)
			m.MatchFields, m.CreateUnmatched = types.MapNull(types.ListType{ElemType: customtypes.FoldedType{}}), types.SetNull(customtypes.FoldedType{})
			clients := framework.NewClients(framework.ClientSet{BusinessCentral: clientAnswering(t, w.answer)})
			got, found, err := readInitial(t.Context(), &framework.Operation[initialModel]{Clients: clients}, m)
			if err != nil || !found || got.Status.ValueString() != tc.want || (got.RunID.ValueString() == tc.before) != (tc.before != other) {
				t.Errorf("status %s of the run %s, %t, %v", got.Status.ValueString(), got.RunID.ValueString(), found, err)
			}
			if slices.Contains(w.asked, "GET fieldMappings") || slices.Contains(w.asked, "GET tableMappings") {
				t.Errorf("what is not managed was read: %q", w.asked)
			}
		})
	}
}

// TestUnknownSettings: what is not known is neither nothing nor everything.
func TestUnknownSettings(t *testing.T) {
	t.Parallel()
	c := answering(t, (&world{rows: rowsOf(), refuses: -1}).answer)
	of, none := customtypes.FoldedType{}, types.SetNull(customtypes.FoldedType{})
	fields := initialModel{MatchFields: types.MapUnknown(types.ListType{ElemType: of}), CreateUnmatched: none}
	set := initialModel{MatchFields: types.MapNull(types.ListType{ElemType: of}), CreateUnmatched: types.SetUnknown(of)}
	_, chosen := c.choose(t.Context(), initialModel{Mappings: types.SetUnknown(of)}, nil)
	for name, err := range map[string]error{
		"match_fields applied":       c.applySettings(t.Context(), fields, none),
		"match_fields read":          c.readSettings(t.Context(), &fields),
		"create_unmatched applied":   c.applySettings(t.Context(), set, none),
		"create_unmatched read":      c.readSettings(t.Context(), &set),
		"create_unmatched of before": c.applySettings(t.Context(), modelWith([]string{"Name"}), types.SetUnknown(of)),
		"mappings":                   chosen,
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
