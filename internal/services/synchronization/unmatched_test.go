// Copyright (c) The terraform-provider-bcsales Authors
// SPDX-License-Identifier: MPL-2.0

package synchronization

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bcsales/terraform-provider-bcsales/internal/clients/businesscentral"
	"github.com/bcsales/terraform-provider-bcsales/internal/clients/transport/transporttest"
)

// customers are so many customers as the standard API has them, numbered from 1.
func customers(n int) string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprintf(`{"id":"C%02d","number":"C%02d","displayName":"Customer %d"}`, i+1, i+1, i+1)
	}
	return strings.Join(rows, ",")
}

// TestAddUnmatched: a line that coupled counts the records that another job of its mapping made, and names those that failed.
func TestAddUnmatched(t *testing.T) {
	t.Parallel()
	const (
		makes     = `{"id":"m","name":"CUSTOMER","tableId":18,"createUnmatched":true,"synchronizeOnlyCoupledRecords":true}`
		makesNone = `{"id":"m","name":"CUSTOMER","tableId":18,"synchronizeOnlyCoupledRecords":true}`
		coupling  = `{"id":"j1","jobId":"` + jobID + `","type":"Coupling","mappingName":"CUSTOMER","inserted":10}`
		repeated  = `{"id":"j1","jobId":"` + jobID + `","type":"Synchronization","mappingName":"CUSTOMER","inserted":10}`
		made      = `{"id":"j2","jobId":"` + madeID + `","type":"Synchronization","mappingName":"CUSTOMER","inserted":3}`
		uncouples = `{"id":"j3","jobId":"` + cronusID + `","type":"Uncoupling","mappingName":"CUSTOMER","inserted":10}`
	)
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	coupled := func() run {
		return run{started: at, lines: []line{{name: "CUSTOMER", recommendation: businesscentral.RecommendCoupling, jobs: []string{jobID}}}}
	}
	for name, tc := range map[string]struct {
		rows     map[string]string
		change   func(r *run)
		inserted int64
		names    string // what the first error says
		reads    int    // how many requests
	}{
		"made by a job of their own": {rows: map[string]string{"tableMappings": makes, "synchronizationJobs": coupling + "," + made + "," + uncouples}, inserted: 3, reads: 3},
		"the line's own job":         {rows: map[string]string{"tableMappings": makes, "synchronizationJobs": repeated}, reads: 3},
		"two lines": {rows: map[string]string{"tableMappings": makes, "synchronizationJobs": made}, change: func(r *run) {
			r.lines = append(r.lines, r.lines[0])
		}, inserted: 3, reads: 4},
		"none is made": {rows: map[string]string{"tableMappings": makesNone, "synchronizationJobs": made}, reads: 1},
		"no job of the run is known": {rows: map[string]string{"tableMappings": makes, "synchronizationJobs": made}, change: func(r *run) {
			r.started = time.Time{}
		}, reads: 1},
		"the line did not couple": {rows: map[string]string{"tableMappings": makes, "synchronizationJobs": made}, change: func(r *run) {
			r.lines[0].recommendation = businesscentral.RecommendFullSynchronization
		}},
		"the line did not start": {rows: map[string]string{"tableMappings": makes, "synchronizationJobs": made}, change: func(r *run) { r.lines[0].jobs = nil }},
		"the mapping is gone":    {rows: map[string]string{"synchronizationJobs": made}, reads: 1},
		"one failed": {rows: map[string]string{"tableMappings": makesNone, "customers": customers(2), "recordCouplings": `{"id":"r","tableId":18,"recordId":"c01","dataverseId":"d","skipped":false}`}, change: func(r *run) {
			r.lines[0].counts.failed = 1
		}, names: " Without a coupling: C02 (Customer 2).", reads: 3},
		"ten failed": {rows: map[string]string{"tableMappings": makesNone, "customers": customers(10)}, change: func(r *run) {
			r.lines[0].counts.failed = 10
		}, names: "C09 (Customer 9), C10 (Customer 10).", reads: 3},
		"twelve failed": {rows: map[string]string{"tableMappings": makesNone, "customers": customers(12)}, change: func(r *run) {
			r.lines[0].counts.failed = 12
		}, names: "C10 (Customer 10) and 2 more.", reads: 3},
		"all have couplings since": {rows: map[string]string{"tableMappings": makesNone, "customers": customers(1), "recordCouplings": `{"id":"r","tableId":18,"recordId":"C01","dataverseId":"d","skipped":false}`}, change: func(r *run) {
			r.lines[0].counts.failed = 1
		}, reads: 3},
		"of a mapping whose records are not read": {rows: map[string]string{"tableMappings": `{"id":"m","name":"CURRENCY","tableId":4,"synchronizeOnlyCoupledRecords":true}`}, change: func(r *run) {
			r.lines[0].name, r.lines[0].counts.failed = "CURRENCY", 1
		}, reads: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &world{rows: tc.rows, refuses: -1}
			r := coupled()
			if tc.change != nil {
				tc.change(&r)
			}
			if err := answering(t, w.answer).addUnmatched(t.Context(), &r); err != nil {
				t.Fatal(err)
			}
			got := r.lines[0]
			if got.counts.inserted != tc.inserted || !strings.HasSuffix(got.firstError, tc.names) || tc.names == "" && got.firstError != "" {
				t.Errorf("%d made, %q; want %d and %q", got.counts.inserted, got.firstError, tc.inserted, tc.names)
			}
			if len(w.asked) != tc.reads {
				t.Errorf("%d requests, want %d: %q", len(w.asked), tc.reads, w.asked)
			}
		})
	}
}

// TestUncoupledRecords_unreadable: what cannot be named does not hide the failure.
func TestUncoupledRecords_unreadable(t *testing.T) {
	t.Parallel()
	for refused := range 2 {
		w := &world{rows: map[string]string{"customers": customers(1)}, refuses: refused}
		if got := answering(t, w.answer).uncoupledRecords(t.Context(), businesscentral.TableMapping{Name: "CUSTOMER", TableID: 18}); got != "" {
			t.Errorf("without the answer %d: %q", refused, got)
		}
	}
}

// TestFollowers waits as long as a job makes records, and no longer.
func TestFollowers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		looks := 0
		c := answering(t, func(*http.Request) transporttest.Answer {
			looks++
			if looks < 3 {
				return transporttest.Answer{Body: `{"value":[{"id":"q","objectIdToRun":5339,"status":"In Process"}]}`}
			}
			return transporttest.Answer{Body: `{"value":[{"id":"q","objectIdToRun":5339,"status":"Ready","recurringJob":true}]}`}
		})
		if err := c.followers(t.Context()); err != nil || looks != 3 {
			t.Errorf("%v after %d looks, want 3", err, looks)
		}
	})
}
